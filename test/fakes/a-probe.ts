/** A probe as tests want it: nothing told, but for what a test changes. */

import type { Probe, ProbeAnswers, QuestionName, ValueOf } from "../../lib/core/schema/probe.ts";

const names = [
  "bounds",
  "timeForms",
  "oldestListed",
  "retention",
  "loss",
  "pageSize",
  "lookupIds",
  "unifiedList",
  "tokenLife",
  "rate",
] as const satisfies readonly QuestionName[];

type Values = { readonly [Name in QuestionName]?: ValueOf<Name> };

const measuredAt = "2026-11-21T18:30:00.000Z";

export function aProbe(values: Values = {}, change: Partial<Probe> = {}): Probe {
  const answers = Object.fromEntries(
    names.map((name) => {
      const value = values[name] ?? null;
      const reason = value === null ? "not asked" : null;
      const answer = value === null ? "unknown" : "told";
      return [name, { question: `${name}?`, answer, value, reason, evidence: [], measuredAt }];
    }),
  );
  return {
    schema: "job-audit/probe/v1",
    family: "pic",
    revision: 1,
    producer: { name: "cloud-infinite-job-audit", version: "0.1.0" },
    measuredAt,
    requests: 7,
    answers: answers as unknown as ProbeAnswers,
    ...change,
  };
}
