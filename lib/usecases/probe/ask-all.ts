/** All questions of a probe, one after the other. */

import { isoInstant } from "../../core/instant.ts";
import type { ProbeAnswers, QuestionName, ValueOf } from "../../core/schema/probe.ts";
import type { Scope } from "../../core/scope.ts";
import { askBounds } from "./bounds.ts";
import { createInquiry, type Inquiry } from "./inquiry.ts";
import { askLookupIds } from "./lookup-ids.ts";
import { reckonLoss } from "./loss.ts";
import { askOldestListed, type OldestJob } from "./oldest-listed.ts";
import { askPageSize } from "./page-size.ts";
import { questions } from "./questions.ts";
import { askRate } from "./rate.ts";
import { askRetention } from "./retention.ts";
import type { ProbeDeps, ProbeRequest } from "./run-probe.ts";
import { type Sample, takeSample } from "./sample.ts";
import { askTimeForms } from "./time-forms.ts";
import { askTokenLife } from "./token-life.ts";
import type { Told } from "./told.ts";
import { askUnifiedList } from "./unified-list.ts";

interface Probing extends ProbeRequest {
  readonly scopes: readonly Scope[];
}

type Deps = Omit<ProbeDeps, "ci" | "producer">;

export async function askAll(deps: Deps, request: Probing, signal: AbortSignal): Promise<ProbeAnswers> {
  const { store, clock, probe: service } = deps;
  const { audit, scopes, tokenMinutes: minutes } = request;
  const ask = createAsker(deps, signal);
  const oldestListed = await ask("oldestListed", (inquiry) => askOldestListed(inquiry, scopes, clock.now()));
  const oldest = oldestListed.value?.scopes ?? [];
  const memory = () => ({ store, family: audit.family.name, now: clock.now(), newest: audit.name.date, oldest });
  const shown = evidenceOfOldest(oldestListed);
  const retention = await ask("retention", (inquiry) => {
    inquiry.include(shown);
    return askRetention(inquiry, memory(), signal);
  });
  const reckoning = () => ({ store, request: audit, now: clock.now(), retention: retention.value });
  const loss = await ask("loss", (inquiry) => {
    inquiry.include(retention.evidence);
    return reckonLoss(reckoning(), signal);
  });
  const sampled = await sampleFirst(deps, scopesWithJobs(scopes, oldest), signal);
  const wait = { clock, minutes, onWait: tellWait(deps) };
  const climb = { service, clock, cap: request.rateCap, onStep: tellClimb(deps) };
  return {
    bounds: await ask("bounds", sampled(askBounds)),
    timeForms: await ask("timeForms", sampled(askTimeForms)),
    oldestListed,
    retention,
    loss,
    pageSize: await ask("pageSize", sampled(askPageSize)),
    lookupIds: await ask("lookupIds", sampled(askLookupIds)),
    unifiedList: await ask("unifiedList", sampled(askUnifiedList)),
    tokenLife: await ask(
      "tokenLife",
      sampled((inquiry, sample) => askTokenLife(inquiry, sample, wait, signal)),
    ),
    rate: await ask("rate", async (inquiry) => {
      const [scope] = scopes;
      return scope === undefined ? { unknown: "no queue is listed" } : askRate(inquiry, scope, climb, signal);
    }),
  };
}

function createAsker({ probe, clock, onProgress }: Deps, signal: AbortSignal) {
  return async <Name extends QuestionName>(
    question: Name,
    inquire: (inquiry: Inquiry) => Promise<Told<Name>>,
  ): Promise<AnswerOf<Name>> => {
    signal.throwIfAborted();
    onProgress({ question, step: "ask" });
    const inquiry = createInquiry(probe, signal);
    const told = await inquire(inquiry);
    const known = "unknown" in told ? null : told;
    return {
      question: questions[question],
      answer: known?.answer ?? "unknown",
      value: known?.value ?? null,
      reason: "unknown" in told ? told.unknown : null,
      evidence: [...inquiry.evidence],
      measuredAt: isoInstant(clock.now()),
    };
  };
}

/** As the schema has it, with the value's type told by the question. */
type AnswerOf<Name extends QuestionName> = Omit<ProbeAnswers["bounds"], "value"> & {
  readonly value: ValueOf<Name> | null;
};

/** The requests that showed the oldest job of each region, by which retention is reckoned. */
function evidenceOfOldest({ value, evidence }: AnswerOf<"oldestListed">): AnswerOf<"oldestListed">["evidence"] {
  const oldest = new Map<string, OldestJob>();
  for (const row of value?.scopes ?? []) {
    const known = oldest.get(row.region);
    if (row.createdAt !== null && (known?.createdAt ?? "9999") > row.createdAt) oldest.set(row.region, row);
  }
  const ids = new Set([...oldest.values()].map(({ jobId }) => jobId));
  return evidence.filter((each) => each.ids.some((id) => ids.has(id)));
}

/** The sample is taken once; what was asked for it stands in each answer that rests on it. */
async function sampleFirst({ probe, clock }: Deps, scopes: readonly Scope[], signal: AbortSignal) {
  const taken = createInquiry(probe, signal);
  const sample = await takeSample(taken, scopes, clock.now());
  return <Name extends QuestionName>(ask: (inquiry: Inquiry, sample: Sample) => Promise<Told<Name>>) =>
    async (inquiry: Inquiry): Promise<Told<Name>> => {
      inquiry.include(taken.evidence);
      return sample === null ? { unknown: "no scope lists a job that is a minute old" } : ask(inquiry, sample);
    };
}

/** Those that were asked stand in the order of scopes. */
function scopesWithJobs(scopes: readonly Scope[], oldest: readonly OldestJob[]): readonly Scope[] {
  return scopes.filter((_, index) => oldest[index]?.outcome === "job");
}

function tellWait({ onProgress }: Deps) {
  return (remainingMs: number) => onProgress({ question: "tokenLife", step: "wait", remainingMs });
}

function tellClimb({ onProgress }: Deps) {
  return (step: { readonly rate: number; readonly requests: number }) =>
    onProgress({ question: "rate", step: "climb", ...step });
}
