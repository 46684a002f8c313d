/** What a user needs to audit an emulated cloud, in a form that a shell can be given as it is. */

import type { Scenario } from "../../emulator/scenario/scenario.ts";
import { amount } from "../../lib/core/words.ts";
import { emulatedCredentials } from "../emulated-cloud.ts";
import { shellWord } from "../program-name.ts";

export interface ShownEmulator {
  readonly url: string;
  /** In order; at least one. */
  readonly nights: readonly Pick<Scenario, "night" | "jobs">[];
  readonly seed: number;
  readonly settings: string;
  /** Where the settings were written; null: they are shown, to be saved. */
  readonly config: string | null;
}

export function emulatorText({ url, nights, seed, settings, config }: ShownEmulator, program: string): string {
  const file = config ?? "emulated.yaml";
  const saved = config === null ? `cat > ${file} <<'END'\n${settings}END` : `# The settings are in ${config}.`;
  return `# Cloud Infinite, COS and SCF are emulated at ${url}
# with ${contentOf(nights)}, seed ${seed}. Ctrl+C ends it.
# For another terminal:

export TENCENTCLOUD_SECRETID=${emulatedCredentials.secretId}
export TENCENTCLOUD_SECRETKEY=${emulatedCredentials.secretKey}
unset TENCENTCLOUD_SESSIONTOKEN

${saved}

${commandsOf(nights)
  .map((command) => `${program} ${command} --config ${shellWord(file)}\n`)
  .join("")}`;
}

function contentOf(nights: ShownEmulator["nights"]): string {
  const [first, last] = [nights[0], nights.at(-1)];
  return nights.length === 1
    ? `${amount(first?.jobs ?? 0, "job")} in the night of ${first?.night}`
    : `${nights.length} nights, ${first?.night} to ${last?.night}`;
}

function commandsOf(nights: ShownEmulator["nights"]): readonly string[] {
  const [first, last] = [nights[0]?.night, nights.at(-1)?.night];
  if (nights.length === 1) return [`run --date ${first}`, `show --date ${first}`];
  return [`run --from ${first} --to ${last}`, `diff --date ${last}`, `show --date ${last}`];
}
