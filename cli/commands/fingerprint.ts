/** `fingerprint`: how failures are told apart. Asks the service nothing. */

import { existsSync } from "node:fs";
import { ConfigError } from "../../lib/core/errors.ts";
import { explainFingerprint } from "../../lib/core/fingerprint/explain-fingerprint.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type ExplainedJob, findExplainedJob } from "../explained-job.ts";
import type { ReportFlags } from "../find-report.ts";
import type { Io } from "../io.ts";
import { loadReader, loadSettings } from "../load-app.ts";
import { readToldJob } from "../read-told-job.ts";
import { fingerprintText } from "../render/fingerprint-text.ts";
import { jsonLine } from "../render/json-line.ts";
import { lookOf } from "../render/look.ts";

interface ExplainFlags extends ReportFlags {
  readonly code?: string;
  readonly json?: true;
}

const examples = `
Examples:
  $ job-audit fingerprint explain c93984788066911ed89ed352d4d9d2084
  $ echo 'HTTP 404 of a/b.jpg' | job-audit fingerprint explain -
  $ job-audit show --json --limit 1 | job-audit fingerprint explain -`;

export const addFingerprint: AddCommand = (program, { io, action }) => {
  program
    .command("fingerprint")
    .description("say what makes failures one of a kind")
    .command("explain")
    .description("print how a failure's message came to its fingerprint, step by step")
    .argument("<job>", "a job's id in a report; - takes a message or a job's\nJSON line from standard input")
    .option("--date <date>", "the night, as 2026-11-20 (default: the newest committed one)")
    .option("--code <code>", "the failure code of a plain message from standard input")
    .option(...jsonFlag)
    .option(...configFlag)
    .addHelpText("after", examples)
    .action(action((job: string, flags: ExplainFlags) => explain(job, flags, io)));
};

async function explain(job: string, flags: ExplainFlags, io: Io): Promise<ExitCode> {
  const { told, rules } = await (job === "-" ? readInput(flags, io) : readReport(job, flags, io));
  const explanation = explainFingerprint(told.kind, rules);
  const { title, recorded } = told;
  io.out(flags.json ? jsonLine({ title, recorded, ...explanation }) : fingerprintText(told, explanation, lookOf(io)));
  return exitCodes.fine;
}

async function readInput(flags: ExplainFlags, io: Io) {
  if (flags.date !== undefined) throw new ConfigError("Cannot use --date with -: standard input is of no night");
  const rules = await readRules(flags);
  const told: ExplainedJob = readToldJob((await io.readInput()).toString("utf8"), flags.code);
  return { told, rules };
}

/** A message can be tried out before there are settings; a file that was asked for has to be there. */
async function readRules({ config }: ExplainFlags) {
  const [, , usual] = configFlag;
  if (config === usual && !existsSync(usual)) return [];
  return (await loadSettings({ config })).fingerprints.rules;
}

async function readReport(job: string, flags: ExplainFlags, io: Io) {
  if (flags.code !== undefined) throw new ConfigError("Cannot use --code with a job's id: the report tells its code");
  const app = await loadReader(flags, io);
  return { told: await findExplainedJob(app, job, flags, io), rules: app.settings.fingerprints.rules };
}
