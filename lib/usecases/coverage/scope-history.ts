/** What became of each scope over the nights: what of it is accounted for, when it began, and when it ended. */

import { type Scope, scopeKey } from "../../core/scope.ts";
import { type SpanSet, subtractSpans, totalMs, unionSpans } from "../../core/span-set.ts";
import type { Window } from "../../core/window.ts";
import type { ScopeCoverage } from "./check-ledger.ts";

export interface ScopeHistory {
  readonly scope: Scope;
  /** The first night that has it; null when the first of all nights does. */
  readonly began: string | null;
  /** The first night that has it no more; null when the last of all nights still does. */
  readonly ended: string | null;
  /** Accounted for; neighbours are one. */
  readonly spans: SpanSet;
  /** Of the time from its beginning to its end. */
  readonly unaccountedMs: number;
}

interface Growing {
  readonly scope: Scope;
  readonly began: string | null;
  ended: string | null;
  /** Where the last night ends that has it. */
  until: number;
  /** When it must be accounted for. */
  expected: SpanSet;
  spans: SpanSet;
}

export interface ScopeHistories {
  /** Committed nights come in their order. */
  add(night: string, span: Window, scopes: readonly ScopeCoverage[]): void;
  /** `whole` is all that was asked for. In the order in which scopes came. */
  finish(whole: Window): readonly ScopeHistory[];
}

export function createScopeHistories(): ScopeHistories {
  const growing = new Map<string, Growing>();
  let isFirst = true;
  const begin = (scope: Scope, night: string, from: number): Growing => {
    return { scope, began: isFirst ? null : night, ended: null, until: from, expected: [], spans: [] };
  };
  return {
    add(night, { from, to }, scopes) {
      for (const { scope, accounted } of scopes) {
        const each = growing.get(scopeKey(scope)) ?? begin(scope, night, from);
        growing.set(scopeKey(scope), each);
        // What is missing between two nights is missing of every scope that is there on both sides.
        const since = each.ended === null ? Math.min(from, each.until) : from;
        each.expected = unionSpans([...each.expected, { from: since, to }]);
        each.spans = unionSpans([...each.spans, ...accounted]);
        Object.assign(each, { ended: null, until: to });
      }
      const here = new Set(scopes.map(({ scope }) => scopeKey(scope)));
      for (const [key, each] of growing) if (!here.has(key)) each.ended ??= night;
      isFirst = false;
    },
    finish: (whole) => [...growing.values()].map((each) => finished(each, whole)),
  };
}

/** A scope that the last committed night has is expected to the end of all that was asked for. */
function finished({ scope, began, ended, until, expected, spans }: Growing, whole: Window): ScopeHistory {
  const all = ended === null ? [...expected, { from: until, to: whole.to }] : expected;
  return { scope, began, ended, spans, unaccountedMs: totalMs(subtractSpans(all, spans)) };
}
