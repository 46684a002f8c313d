/** `queues`: what the service lists now. Nothing is written. */

import type { PlacedHole } from "../../lib/core/hole.ts";
import { holeRow, queueRow } from "../../lib/core/rows.ts";
import { amount } from "../../lib/core/words.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, loadApp } from "../load-app.ts";
import { type FoundAccount, lookAround } from "../look-around.ts";
import { holeLines } from "../render/holes-text.ts";
import { jsonLine } from "../render/json-line.ts";
import { type Look, lookOf } from "../render/look.ts";
import { bucketText, queuesLegend } from "../render/queues-text.ts";
import { excludedText } from "../render/report-text.ts";

interface QueuesFlags extends ConfigFlag {
  readonly json?: true;
}

const examples = `
Examples:
  $ job-audit queues                                what an audit would read
  $ job-audit queues --json | jq .queues[].queueId  for scripts`;

export const addQueues: AddCommand = (program, { io, action }) => {
  program
    .command("queues")
    .description("list the buckets and queues that the service has now")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: QueuesFlags) => queues(flags, io)));
};

async function queues(flags: QueuesFlags, io: Io): Promise<ExitCode> {
  const app = await loadApp(flags, io);
  let complete = true;
  for (const family of app.settings.families) {
    const account = await lookAround(app, family, io.signal);
    io.out(flags.json ? jsonLine(accountObject(account)) : accountText(account, lookOf(io)));
    complete &&= account.holes.length === 0;
  }
  return complete ? exitCodes.fine : exitCodes.incomplete;
}

function accountObject({ family, regions, buckets, queues, excluded, holes }: FoundAccount): object {
  const rows = queues.map(({ name, region, queue }) => queueRow({ family, region, bucket: name }, queue));
  return { family, regions, buckets, queues: rows, excluded, holes: holes.map(listHole) };
}

/** What could not be listed has neither a queue nor a span. */
function listHole(hole: PlacedHole): object {
  const { region, bucket, cause, detail, requestId } = holeRow(hole);
  return { region, bucket, cause, detail, requestId };
}

function accountText(account: FoundAccount, look: Look): string {
  const { family, regions, buckets, queues, excluded, holes } = account;
  const place = `${family} in ${regions.join(", ")}`;
  const sections = [
    ...(holes.length === 0 ? [] : [holesText(account, look)]),
    ...buckets.map((bucket) => bucketText(bucket, rowsOf(account, bucket), look)),
    ...(excluded.length === 0 ? [] : [excludedText(excluded, look)]),
    `${amount(buckets.length, "bucket")} and ${amount(queues.length, "queue")} of ${place}.\n${queues.length === 0 ? "" : `${queuesLegend}\n`}`,
  ];
  return sections.join("\n");
}

function rowsOf({ family, queues }: FoundAccount, { name, region }: FoundAccount["buckets"][number]) {
  return queues
    .filter((placed) => placed.name === name && placed.region === region)
    .map(({ queue }) => queueRow({ family, region, bucket: name }, queue));
}

function holesText({ holes }: FoundAccount, look: Look): string {
  const heading = look.colours.bad(`INCOMPLETE: ${amount(holes.length, "list")} could not be read`);
  return `${[heading, ...holes.map((hole) => holeLines(holeRow(hole), null, look))].join("\n")}\n`;
}
