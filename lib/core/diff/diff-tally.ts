/** Counts a diff's lines while they are written, so that the headline needs no second look at them. */

import {
  type BaselineState,
  baselineStates,
  type CarriedOutcome,
  carriedOutcomes,
  type InputChange,
  type Regression,
} from "../schema/regression.ts";
import { scopeKey } from "../scope.ts";
import { createWorst } from "./worst.ts";

const riseKinds = ["spike", "drift", "slow"] as const;
type RiseKind = (typeof riseKinds)[number];

type GroupCounts = Record<BaselineState, number>;

interface ScopeTally {
  worse: number;
  readonly groups: GroupCounts;
}

interface DiffTally extends ScopeTally {
  readonly carried: Record<CarriedOutcome, number>;
  readonly works: Record<InputChange["outcome"], number>;
  queues: number;
  /** Lines that got worse. */
  readonly rises: Record<RiseKind, number>;
}

export interface LineCounter {
  add(row: Regression): void;
  /** To be called once a work: its lines are of jobs, and several jobs may have done the same. */
  addWork(outcome: InputChange["outcome"]): void;
  readonly whole: Readonly<DiffTally>;
  /** Of the lines that name the scope. */
  of(scope: string): ScopeTally;
  worst(): readonly Regression[];
}

export function createLineCounter(): LineCounter {
  const whole: DiffTally = {
    worse: 0,
    groups: zeros(baselineStates),
    carried: zeros(carriedOutcomes),
    works: { "failed-again": 0, recovered: 0 },
    queues: 0,
    rises: zeros(riseKinds),
  };
  const scopes = new Map<string, ScopeTally>();
  const worst = createWorst();
  const of = (key: string) => scopes.get(key) ?? { worse: 0, groups: zeros(baselineStates) };
  return {
    whole,
    of,
    worst: worst.rows,
    addWork(outcome) {
      whole.works[outcome] += 1;
    },
    add(row) {
      countLine(whole, row);
      worst.add(row);
      // Stryker disable next-line ConditionalExpression,StringLiteral: nobody asks for a scope without a tag.
      if (row.kind === "queue" || row.kind === "input") return;
      const key = scopeKey(row);
      const scope = of(key);
      scopes.set(key, scope);
      countInScope(scope, row);
    },
  };
}

function countLine(whole: DiffTally, row: Regression): void {
  countInScope(whole, row);
  if (row.kind === "carried") whole.carried[row.outcome] += row.jobs;
  if (row.kind === "queue") whole.queues += 1;
  if (isRise(row) && row.worse) whole.rises[row.kind] += 1;
}

function isRise(row: Regression): row is Extract<Regression, { readonly kind: RiseKind }> {
  return row.kind === "spike" || row.kind === "drift" || row.kind === "slow";
}

function countInScope(tally: ScopeTally, row: Regression): void {
  if (row.worse) tally.worse += 1;
  if (row.kind === "group") tally.groups[row.baselineState] += 1;
}

/** Every key, also those of which there is none. */
function zeros<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
}
