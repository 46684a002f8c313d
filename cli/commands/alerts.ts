/** `alerts`: whom it tells, and of what. */

import type { Command } from "commander";
import { type AddCommand, type CommandContext, configFlag, jsonFlag } from "../command.ts";
import { type ExplainFlags, explainAlert } from "../explain-alert.ts";
import { type ListFlags, listIncidents } from "../list-incidents.ts";
import { type SinkFlags, trySink } from "../try-sink.ts";

const testExamples = `
The sample is marked as one, and needs no report and no credentials: only the
environment variables that the settings name for the sink.

Examples:
  $ job-audit alerts test ops                 send it
  $ job-audit alerts test ops --language zh   in Chinese
  $ job-audit alerts test ops --dry-run       only print it`;

export const addAlerts: AddCommand = (program, context) => {
  const alerts = program.command("alerts").description("see whom the audit tells, and of what");
  addList(alerts, context);
  addExplain(alerts, context);
  addTest(alerts, context);
};

const listExamples = `
An incident is what fires in one or several nights: it opens, goes on, and
resolves after two clean nights. docs/alerts.md holds the rules.

Exit codes: 0 none is open, 1 one is.

Examples:
  $ job-audit alerts list                       the worst first
  $ job-audit alerts list --all                 with those that resolved lately
  $ job-audit alerts list --json | jq '.incidents[] | [.id, .rule, .severity]'`;

function addList(alerts: Command, { io, action }: CommandContext): void {
  alerts
    .command("list")
    .description("list the open incidents, the worst first")
    .option("--date <date>", "as they stood behind that night (default: the newest diff)")
    .option("--all", "also those that resolved within the last 20 nights")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", listExamples)
    .action(action((flags: ListFlags) => listIncidents(flags, io)));
}

const explainExamples = `
Of an incident it prints every number that made it fire; of a scope what was
tested there, and why it did not fire. The beginning of an id is enough.

Examples:
  $ job-audit alerts explain 8c1f               an incident
  $ job-audit alerts explain thumbnails/PicProcess
  $ job-audit alerts explain 8c1f --json | jq '.fired'`;

function addExplain(alerts: Command, { io, action }: CommandContext): void {
  alerts
    .command("explain")
    .description("say why an alert fired, or why it did not")
    .argument("<id>", "of an incident or event, or a scope as queue/tag")
    .option("--date <date>", "as it stood behind that night (default: the newest diff)")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", explainExamples)
    .action(action((id: string, flags: ExplainFlags) => explainAlert(id, flags, io)));
}

function addTest(alerts: Command, { io, action }: CommandContext): void {
  alerts
    .command("test")
    .description("send a sample to a sink, and print what was sent and answered")
    .argument("<sink>", "its name in the settings")
    .option("--language <language>", "en or zh, instead of the sink's own")
    .option("--dry-run", "print the body, unsigned, and send nothing")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", testExamples)
    .action(action((sink: string, flags: SinkFlags) => trySink(sink, flags, io)));
}
