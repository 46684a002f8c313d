/** What a user needs to audit an emulated cloud, in a form that a shell can be given as it is. */

import type { Scenario } from "../../emulator/scenario/scenario.ts";
import { emulatedCredentials } from "../emulated-cloud.ts";
import { shellWord } from "../program-name.ts";
import { amount } from "./words.ts";

export interface ShownEmulator {
  readonly url: string;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly settings: string;
  /** Where the settings were written; null: they are shown, to be saved. */
  readonly config: string | null;
}

export function emulatorText({ url, scenario, seed, settings, config }: ShownEmulator, program: string): string {
  const file = config ?? "emulated.yaml";
  const saved = config === null ? `cat > ${file} <<'END'\n${settings}END` : `# The settings are in ${config}.`;
  return `# Cloud Infinite and object storage are emulated at ${url}
# with ${amount(scenario.jobs, "job")} in the night of ${scenario.night}, seed ${seed}. Ctrl+C ends it.
# For another terminal:

export TENCENTCLOUD_SECRETID=${emulatedCredentials.secretId}
export TENCENTCLOUD_SECRETKEY=${emulatedCredentials.secretKey}
unset TENCENTCLOUD_SESSIONTOKEN

${saved}

${program} run --date ${scenario.night} --config ${shellWord(file)}
${program} show --date ${scenario.night} --config ${shellWord(file)}
`;
}
