/** The command line: flags in, text and an exit code out. */

import { Command, CommanderError } from "commander";
import { producer } from "../lib/runtime/producer.ts";
import type { CommandContext } from "./command.ts";
import { addAlerts } from "./commands/alerts.ts";
import { addBacktest } from "./commands/backtest.ts";
import { addCoverage } from "./commands/coverage.ts";
import { addDecode } from "./commands/decode.ts";
import { addDemo } from "./commands/demo.ts";
import { addDiff } from "./commands/diff.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addEmulator } from "./commands/emulator.ts";
import { addExport } from "./commands/export.ts";
import { addFetch } from "./commands/fetch.ts";
import { addFingerprint } from "./commands/fingerprint.ts";
import { addHistory } from "./commands/history.ts";
import { addNights } from "./commands/nights.ts";
import { addPlan } from "./commands/plan.ts";
import { addPolicy } from "./commands/policy.ts";
import { addProbe } from "./commands/probe.ts";
import { addQueues } from "./commands/queues.ts";
import { addRun } from "./commands/run.ts";
import { addSchema } from "./commands/schema.ts";
import { addShow } from "./commands/show.ts";
import { addWatch } from "./commands/watch.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { explainError } from "./explain-error.ts";
import { interruptionText } from "./interruption-text.ts";
import type { Io } from "./io.ts";

const commands = [
  addRun,
  addPlan,
  addQueues,
  addProbe,
  addDiff,
  addAlerts,
  addWatch,
  addNights,
  addCoverage,
  addShow,
  addHistory,
  addBacktest,
  addExport,
  addFetch,
  addFingerprint,
  addSchema,
  addDecode,
  addPolicy,
  addDoctor,
  addEmulator,
  addDemo,
];

const footer = `
Exit codes: 0 fine, 1 regressions, 2 wrong usage or settings, 3 incomplete or
service failure. Credentials come from TENCENTCLOUD_SECRETID,
TENCENTCLOUD_SECRETKEY and TENCENTCLOUD_SESSIONTOKEN.

Examples:
  $ job-audit demo                         see all of it on an emulated cloud
  $ job-audit run --date 2026-11-20        audit a night and commit its report
  $ job-audit nights                       what is committed, gaps included
  $ job-audit diff                         what got worse in the last report
  $ job-audit show --verdict stuck.queued  look into the last report`;

/** Resolves with the exit code; throws only a defect of this program. */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.fine;
  let interrupted = interruptionText("");
  const context: CommandContext = {
    io,
    action:
      (run) =>
      async (...args) => {
        exitCode = await run(...args);
      },
  };
  try {
    const program = createProgram(context).hook("preAction", (_program, called) => {
      interrupted = interruptionText(called.name(), called.opts());
    });
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    return fail(error, interrupted, io);
  }
}

export function createProgram(context: CommandContext): Command {
  const program = new Command("job-audit")
    .description(
      "Audits asynchronous image jobs on Tencent Cloud Infinite: what failed, what is stuck, night by night.",
    )
    .version(producer.version)
    .showHelpAfterError("(add --help for what can be said)")
    .exitOverride()
    .configureOutput({ writeOut: context.io.out, writeErr: context.io.err })
    .addHelpText("after", footer);
  for (const add of commands) add(program, context);
  return program;
}

/** `interrupted` is what is said where the user wanted it so. */
function fail(error: unknown, interrupted: string, io: Io): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
  if (io.signal.aborted) {
    io.err(interrupted);
    return exitCodes.incomplete;
  }
  const explanation = explainError(error);
  if (explanation === null) throw error;
  io.err(explanation.text);
  return explanation.exitCode;
}
