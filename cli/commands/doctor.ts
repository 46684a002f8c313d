/** `doctor`: goes through the account step by step, and says what to do about each failure. */

import { readCredentials } from "../../lib/config/credentials.ts";
import { compose } from "../../lib/runtime/compose.ts";
import { composeAccount } from "../../lib/runtime/compose-account.ts";
import { type Result, runDoctor } from "../../lib/usecases/doctor/run-doctor.ts";
import { signatureStep } from "../../lib/usecases/doctor/step-names.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type DoctorFlags, doctorRequestOf } from "../doctor-request.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, loadSettings } from "../load-app.ts";
import { countsOf, doctorText } from "../render/doctor-text.ts";
import { jsonLine } from "../render/json-line.ts";
import { lookOf } from "../render/look.ts";
import { showSpinner } from "../render/spinner.ts";

interface Flags extends ConfigFlag, DoctorFlags {
  readonly json?: true;
}

const examples = `
No function is started and nobody is told. What is written to see whether it can
be, under work/doctor/ of the reports, is removed again where that is permitted.
docs/doctor.md has every check.

Exit codes: 0 fine, if with warnings; 2 settings or credentials; 3 a failure.

Examples:
  $ job-audit doctor                    everything, in order
  $ job-audit doctor --no-write         reading only
  $ job-audit doctor --price gb-second=0.00002USD
  $ job-audit doctor --json | jq '.results[] | select(.status == "failed")'`;

export const addDoctor: AddCommand = (program, { io, action }) => {
  program
    .command("doctor")
    .description("go through the account step by step, and say what to do about failures")
    .option("--no-write", "try no writing: reports are only read")
    .option("--price <name=amount>", "a price that is not known here; can be repeated", collect)
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: Flags) => doctor(flags, io)));
};

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Somebody waits for every answer. */
const patienceMs = 15_000;

async function doctor(flags: Flags, io: Io): Promise<ExitCode> {
  const settings = await loadSettings(flags);
  const { env, clock } = io;
  const hasty = { ...settings, requestDeadlineMs: Math.min(settings.requestDeadlineMs, patienceMs) };
  const given = { credentials: () => readCredentials(env), variable: (name: string) => env[name] };
  const surroundings = { ...given, ...(clock && { clock }) };
  const app = compose(hasty, surroundings);
  const request = doctorRequestOf(settings, app, flags, io);
  const spinner = showSpinner(io, "Looking at", (name: string) => name);
  try {
    const deps = { ...app, account: composeAccount(hasty, surroundings), onStep: spinner.update };
    const results = await runDoctor(deps, request, io.signal);
    spinner.stop();
    const told = { writesAs: request.writesAs, location: app.store.location, results };
    io.out(flags.json ? jsonLine({ ...told, counts: countsOf(results) }) : doctorText(results, lookOf(io)));
    return exitCodeOf(results);
  } finally {
    spinner.stop();
  }
}

function exitCodeOf(results: readonly Result[]): ExitCode {
  const failures = results.filter(({ status }) => status === "failed");
  if (failures.length === 0) return exitCodes.fine;
  const isCredentials = failures.some(({ name }) => name === "credentials" || name === signatureStep);
  return isCredentials ? exitCodes.usage : exitCodes.incomplete;
}
