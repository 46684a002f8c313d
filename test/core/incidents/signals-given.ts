/** Signals of lines that a test gives, held to the published schema. */

import { expect } from "vitest";
import { type SignalledNight, signalsOf } from "../../../lib/core/incidents/signals-of.ts";
import type { QueueRow } from "../../../lib/core/schema/queue.ts";
import type { RateTest } from "../../../lib/core/schema/rate-test.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import { type Signals, signalsSchema } from "../../../lib/core/schema/signals.ts";
import { aScope } from "../../fakes/samples.ts";

interface Given extends Partial<SignalledNight> {
  readonly lines?: readonly Regression[];
  readonly tests?: readonly RateTest[];
  readonly queues?: readonly QueueRow[];
}

export const here = { scope: aScope, coverage: "complete" } as const;
export const elsewhere = { ...aScope, queueId: "p2" };

export function signals({ lines = [], tests = [], queues = [], ...night }: Given): Signals {
  const collector = signalsOf({
    ...{ family: "pic", night: "2026-11-21", status: "complete", version: "v1", scopes: [here], alwaysAlert: [] },
    ...night,
  });
  lines.forEach(collector.add);
  tests.forEach(collector.addTest);
  queues.forEach(collector.addQueue);
  const made = collector.finish();
  expect(signalsSchema.parse(made)).toEqual(made);
  return made;
}

export function rules({ signals: fired }: Signals): readonly string[] {
  return fired.map(({ rule, severity }) => `${rule} ${severity}`);
}

export function warm({ warm: subjects }: Signals): readonly string[] {
  return subjects.map(({ rule }) => rule);
}
