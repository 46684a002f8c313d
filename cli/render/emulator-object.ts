/** What `emulator --json` prints: one object, whose keys scripts rely on. */

import { emulatedCredentials } from "../emulated-cloud.ts";
import type { ShownEmulator } from "./emulator-text.ts";

/** `scenario` is the file that is played; null: the built-in night. */
export function emulatorObject(
  { url, nights, seed, settings, config }: ShownEmulator,
  scenario: string | null,
): object {
  return {
    url,
    scenario,
    nights: nights.map(({ night, jobs }) => ({ night, jobs })),
    seed,
    config,
    settings,
    // Made up, as the text prints them; null: to be unset.
    env: {
      TENCENTCLOUD_SECRETID: emulatedCredentials.secretId,
      TENCENTCLOUD_SECRETKEY: emulatedCredentials.secretKey,
      TENCENTCLOUD_SESSIONTOKEN: null,
    },
  };
}
