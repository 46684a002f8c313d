/** Who tells of the demo; here, one line of JSON a morning for scripts. */

import type { FoundMorning } from "../emulator/scenario/compare-morning.ts";
import type { Morning } from "./demo-night.ts";
import type { Io } from "./io.ts";
import { demoObject } from "./render/demo-object.ts";
import { jsonLine } from "./render/json-line.ts";

export interface PlayedMorning {
  /** Date of the night before it. */
  readonly night: string;
  /** Whether nothing is to open in it. */
  readonly isQuiet: boolean;
  /** What was committed and what it says; null where the functions committed nothing. */
  readonly read: { readonly morning: Morning; readonly found: FoundMorning } | null;
  /** From what was planted. */
  readonly differences: readonly string[];
}

export interface DemoTeller {
  begin(): void;
  morning(played: PlayedMorning): Promise<void>;
  /** `wrong` is how many mornings differ. */
  end(wrong: number): void;
}

export function createJsonTeller(io: Io): DemoTeller {
  return {
    begin: () => {},
    morning: async (played) => io.out(jsonLine(demoObject(played))),
    end: () => {},
  };
}
