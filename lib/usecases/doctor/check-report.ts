/**
 * Whether reports can be kept: each way in which a run reads and writes, tried out under `work/`, where what a run needs on
 * its way goes by age. What was written is removed at the end, where that is permitted.
 */

import { doctorKey } from "../../core/key.ts";
import { ask, judge, noAnswer, type Reply } from "./reply.ts";
import { reportFacts } from "./report-facts.ts";
import { failed, type Look, ok, type Step, skipped } from "./step.ts";
import { reportStep, signatureStep } from "./step-names.ts";
import { tidyUp } from "./tidy-up.ts";
import type { Visit } from "./visit.ts";

export function checkReport(visit: Visit): readonly Step[] {
  const { request } = visit;
  const needs = [reportStep];
  const facts = request.report === null ? [] : reportFacts(request.report, visit);
  return [
    { name: reportStep, needs: request.report === null ? [] : [signatureStep], look: (signal) => read(visit, signal) },
    ...facts,
    { name: "report: write", needs, look: (signal) => trying(visit, (name) => write(visit, name, signal)) },
    { name: "report: append", needs, look: (signal) => trying(visit, (name) => append(visit, name, signal)) },
    { name: "report: claim", needs, look: (signal) => trying(visit, (name) => claim(visit, name, signal)) },
    { name: "report: tidy up", needs, look: (signal) => tidyUp(visit, signal) },
  ];
}

async function trying({ request }: Visit, attempt: (name: string) => Promise<Look>): Promise<Look> {
  return request.writesAs === null ? skipped("nothing is to be written (--no-write)") : attempt(request.writesAs);
}

async function read({ deps, request }: Visit, signal: AbortSignal): Promise<Look> {
  const reply = await ask(deps.store.get(doctorKey("none", "missing.json"), signal), signal);
  return judgeKept(reply, "cos:GetObject", request, () => ok(`${deps.store.location} can be read`));
}

async function write({ deps, request, notes }: Visit, name: string, signal: AbortSignal): Promise<Look> {
  const key = doctorKey(name, "put.json");
  const reply = await ask(deps.store.put(key, textOf("put"), signal), signal);
  noteWritten(key, reply, notes);
  return judgeKept(reply, "cos:PutObject", request, () => ok("an object can be written"));
}

async function append({ deps, request, notes }: Visit, name: string, signal: AbortSignal): Promise<Look> {
  const key = doctorKey(name, "append.jsonl");
  const reply = await ask(deps.log.append(key, 0, ["{}"], signal), signal);
  noteWritten(key, reply, notes);
  if (reply.outcome === "refused" && reply.status === 405) return failed(reply.reason, oneZone);
  return judgeKept(reply, "cos:AppendObject", request, () => ok("lines can be appended"));
}

/** Whatever was not refused may be there, whether the answer came or not. */
function noteWritten<T>(key: string, { outcome }: Reply<T>, { written }: Visit["notes"]): void {
  if (outcome !== "refused") written.add(key);
}

const oneZone = "use a bucket of one availability zone: the progress of runs and the log of alerts are appended to";

/** Of two that claim one key with different contents the first one wins, whoever comes second. */
async function claim(visit: Visit, name: string, signal: AbortSignal): Promise<Look> {
  const { deps, request, notes } = visit;
  const key = doctorKey(name, "claim.json");
  const action = notes.versioned === false ? "cos:PutObject" : "cos:AppendObject";
  const first = await ask(deps.store.claim(key, textOf("first"), signal), signal);
  noteWritten(key, first, notes);
  if (first.outcome === "refused" && first.status === 405) return failed(first.reason, otherBucket);
  const firstWon = first.outcome === "answered" && first.value.won;
  const last = firstWon ? await ask(deps.store.claim(key, textOf("second"), signal), signal) : first;
  return judgeKept(last, action, request, ({ won }) => {
    if (firstWon && !won) return ok(`of two that commit one night, one wins${wayOf(visit)}`);
    const seen = firstWon ? "two that claimed one key both won" : "a key that nobody else knows was won by another";
    return failed(seen, `do not use this place for reports: ${otherBucket}`);
  });
}

const otherBucket = "use a bucket that never had versioning, or one that takes APPEND Object";

function wayOf({ request, notes }: Visit): string {
  if (request.report === null) return "";
  return notes.versioned === false ? ": by a PUT that forbids overwriting" : ": by an APPEND to nothing";
}

function judgeKept<T>(reply: Reply<T>, action: string, request: Visit["request"], tell: (value: T) => Look): Look {
  if (request.report === null && reply.outcome !== "answered") {
    return failed(noAnswer(reply).seen, "correct report.path in the settings, or let this user write there");
  }
  if (reply.outcome === "refused" && reply.code === "NoSuchBucket") {
    const make = "make the bucket, private and without versioning, or correct report in the settings";
    return failed(reply.reason, make);
  }
  return judge(reply, { action, needed: true }, tell);
}

function textOf(what: string): Uint8Array {
  return Buffer.from(`${JSON.stringify({ "job-audit doctor": what })}\n`);
}
