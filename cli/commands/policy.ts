/** `policy`: what to permit to whom, exactly. Asks nobody, and needs no credentials. */

import { Option } from "commander";
import { type Holder, holders, policyOf } from "../../lib/core/policy/policies.ts";
import { policyDocument } from "../../lib/core/policy/policy.ts";
import type { PolicyFacts } from "../../lib/core/policy/policy-facts.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, loadSettings } from "../load-app.ts";
import { type PolicyFlags, policyFactsOf } from "../policy-facts-of.ts";
import { jsonLine } from "../render/json-line.ts";
import { lookOf } from "../render/look.ts";
import { policyText } from "../render/policy-text.ts";

interface Flags extends ConfigFlag, PolicyFlags {
  readonly for?: Holder;
  readonly json?: true;
}

const examples = `
Examples:
  $ job-audit policy                            all three, each with its reasons
  $ job-audit policy --for execution --json     the document to paste
  $ job-audit policy --for deploy --role audit-role --log-topic 2f1c-…
  $ job-audit policy --json | jq .reader`;

export const addPolicy: AddCommand = (program, { io, action }) => {
  program
    .command("policy")
    .description("print the least that the functions, who deploys, and who reads need")
    .addOption(new Option("--for <whom>", "one policy instead of all").choices(holders))
    .option("--role <name>", "name of the functions' role", "job-audit")
    .option("--log-topic <id>", "the functions' log topic (default: any of the region)")
    .option("--code <place>", "bucket and prefix of code that is too large to send")
    .option("--any-function", "name no functions, where the account takes none")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: Flags) => policy(flags, io)));
};

async function policy(flags: Flags, io: Io): Promise<ExitCode> {
  const facts = policyFactsOf(await loadSettings(flags), flags);
  const asked = flags.for === undefined ? holders : [flags.for];
  if (!flags.json) io.out(asked.map((holder) => policyText(holder, facts, lookOf(io))).join("\n"));
  else if (flags.for !== undefined) io.out(jsonLine(documentOf(flags.for, facts)));
  else io.out(jsonLine(Object.fromEntries(asked.map((holder) => [holder, documentOf(holder, facts)]))));
  return exitCodes.fine;
}

function documentOf(holder: Holder, facts: PolicyFacts) {
  return policyDocument(policyOf[holder](facts));
}
