/** Failures as tests of explanations want them. */

import type { Why, WhyAttribute, WhyCondition } from "../../../lib/core/schema/why.ts";
import type { Failure } from "../../../lib/core/why/attributes-of.ts";
import {
  explainFailures,
  type FailuresToExplain,
  type ReadFailures,
} from "../../../lib/usecases/why/explain-failures.ts";

export const aFailure: Failure = {
  queueId: "pqueue1",
  input: null,
  operation: null,
  workflow: null,
  code: "A",
  fingerprint: "v2:00",
  createdAt: "2026-11-21T04:00:00.000Z",
};

export type Failed = readonly WhyCondition[];

/** `prefix=a/ prefix=a/b/ extension=jpg`. */
export function failed(text: string): Failed {
  return text.split(" ").map((each) => {
    const [attribute, value = ""] = each.split("=");
    return { attribute: attribute as WhyAttribute, value };
  });
}

export function times(count: number, text: string): readonly Failed[] {
  return Array.from({ length: count }, () => failed(text));
}

export function reading(failures: Iterable<Failed>): ReadFailures {
  return async function* read() {
    yield* failures;
  };
}

export interface Told {
  readonly now: readonly Failed[];
  readonly before: readonly Failed[];
  readonly expected: number;
}

export function explain({ now, before, expected }: Told, change: Partial<FailuresToExplain> = {}): Promise<Why> {
  const sides = { now: reading(now), before: reading(before) };
  return explainFailures({ expected, nights: ["2026-11-20"], mix: null, ...sides, ...change });
}
