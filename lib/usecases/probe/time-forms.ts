/** In which forms the list takes times. What is taken for another instant lists other jobs, and no error tells so. */

import { isoInstant } from "../../core/instant.ts";
import type { Job } from "../../core/job.ts";
import type { ValueOf } from "../../core/schema/probe.ts";
import { formatServiceTime } from "../../core/service-time.ts";
import type { ProbeReply } from "../../ports/service-probe.ts";
import type { Inquiry } from "./inquiry.ts";
import { lonelyJob, type Sample, spanOf } from "./sample.ts";
import { statusWords, type Told, whyNot } from "./told.ts";

type FormAnswer = ValueOf<"timeForms">[number];
type Form = FormAnswer["form"];

const writers: Readonly<Record<Exclude<Form, "+0800">, (ms: number) => string>> = {
  "+08:00": (ms) => formatServiceTime(ms).replace("+0800", "+08:00"),
  Z: (ms) => `${isoInstant(ms).slice(0, 19)}Z`,
  none: (ms) => formatServiceTime(ms).replace("+0800", ""),
};

export async function askTimeForms(inquiry: Inquiry, sample: Sample): Promise<Told<"timeForms">> {
  const { createdAt } = lonelyJob(sample);
  const [from, to] = [createdAt - 1000, createdAt + 1000];
  const usual = await inquiry.list(wordsOf("+0800", from, to), spanOf(sample.scope, from, to));
  if (usual.outcome !== "answered") return whyNot(usual);
  if (usual.jobs.length === 0) return { unknown: "the documented form lists no job in the second of one" };
  const value: FormAnswer[] = [{ form: "+0800", outcome: "same", status: 200, code: null }];
  for (const [form, write] of Object.entries(writers) as [keyof typeof writers, (ms: number) => string][]) {
    const question = { ...spanOf(sample.scope, from, to), from: write(from), to: write(to) };
    value.push(compare(form, await inquiry.list(wordsOf(form, from, to), question), usual.jobs));
  }
  return { value, answer: value.map(answerWords).join(", ") };
}

function wordsOf(form: Form, from: number, to: number): string {
  return `jobs from ${isoInstant(from)} to ${isoInstant(to)}, written with ${form === "none" ? "no offset" : form}`;
}

function compare(form: Form, reply: ProbeReply, usual: readonly Job[]): FormAnswer {
  if (reply.outcome === "answered") {
    const same = idsOf(reply.jobs) === idsOf(usual);
    return { form, outcome: same ? "same" : "differs", status: 200, code: null };
  }
  const { outcome, status, code } = reply;
  return { form, outcome: outcome === "refused" ? "refused" : "unknown", status, code };
}

function idsOf(jobs: readonly Job[]): string {
  return jobs
    .map(({ id }) => id)
    .sort()
    .join();
}

const outcomeWords = { same: "taken", differs: "taken for another time", refused: "refused", unknown: "unknown" };

function answerWords({ form, outcome, status, code }: FormAnswer): string {
  const shown = form === "none" ? "no offset" : form;
  const refusal = outcome === "refused" ? ` (${statusWords({ status, code })})` : "";
  return `${shown} ${outcomeWords[outcome]}${refusal}`;
}
