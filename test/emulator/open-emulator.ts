/** An emulator of few jobs that is closed when the test ends. Its clock stands at noon unless told otherwise. */

import { onTestFinished } from "vitest";
import type { EmulatorOptions } from "../../emulator/options.ts";
import { type Emulator, startEmulator } from "../../emulator/server.ts";
import { credential, noon, worldOf } from "./small-world.ts";

export async function openEmulator(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await startEmulator({
    world: worldOf([]),
    credentials: [credential],
    now: () => noon,
    ...options,
  });
  onTestFinished(() => emulator.close());
  return emulator;
}
