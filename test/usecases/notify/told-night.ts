/** A committed night with a diff whose signals a test chooses, and a sink that remembers what it was sent. */

import type { AlertMessage } from "../../../lib/core/alerts/alert-message.ts";
import { isWatchMessage } from "../../../lib/core/alerts/sink-message.ts";
import { createLineCounter } from "../../../lib/core/diff/diff-tally.ts";
import { diffKey, pageKey, regressionPartKey, signalsKey, testPartKey } from "../../../lib/core/key.ts";
import type { Diff, DiffManifest } from "../../../lib/core/schema/diff.ts";
import type { RateTest } from "../../../lib/core/schema/rate-test.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import type { Severity, Signal, Signals } from "../../../lib/core/schema/signals.ts";
import type { Scope } from "../../../lib/core/scope.ts";
import type { AlertSink } from "../../../lib/ports/alert-sink.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";
import { commitDiff } from "../../../lib/usecases/diff/commit-diff.ts";
import type { NotifyDeps, NotifyRequest } from "../../../lib/usecases/notify/night-run.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { aGroup } from "../../fakes/diff-lines.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { createMemoryLog, type MemoryLog } from "../../fakes/memory-log.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";

export const signal = new AbortController().signal;

export function nightName(date: string) {
  return { family: "pic", date } as const;
}

export function aSignal(fingerprint: string, severity: Severity = "warning"): Signal {
  const { family: _, ...place } = aScope;
  const evidence = aGroup({ fingerprint, after: 40 });
  return { rule: "group.new", ...place, operation: null, fingerprint, severity, evidence };
}

type NightSignals = Partial<Pick<Signals, "signals" | "warm" | "blind" | "version">>;

export interface DiffChange extends NightSignals {
  readonly revision?: number;
  /** Whether it was made before diffs had signals. */
  readonly old?: boolean;
  readonly lines?: readonly Regression[];
  readonly tests?: readonly RateTest[];
  readonly pageless?: boolean;
  /** Those that the diff lists. */
  readonly scopes?: readonly Scope[];
}

/** Commits the night, if that was not done, and a revision of its diff. */
export async function commitTold(store: ReportStore, date: string, change: DiffChange = {}): Promise<void> {
  const {
    revision = 1,
    old = false,
    pageless = false,
    lines = [],
    tests = [],
    scopes = [],
    signals = [],
    warm = [],
    blind = [],
    version = null,
  } = change;
  const name = nightName(date);
  const of = await commitScopes(store, date, { p1: { failed: { A: 2 }, succeeded: 3 } }, { change: counts });
  const writer = createReportWriter<DiffManifest["files"][number]["dataset"]>(store, signal);
  await writer.lines("regressions", regressionPartKey(name), lines.map(toLine));
  await writer.lines("tests", testPartKey(name), tests.map(toLine));
  await writer.document("diff", (sha256) => diffKey(name, sha256), emptyDiff(date, scopes));
  const told: Signals = {
    ...{ schema: "job-audit/signals/v1", family: "pic", night: date, status: "complete", version },
    ...{ signals: [...signals], warm: [...warm], blind: [...blind] },
  };
  if (!old) await writer.document("signals", (sha256) => signalsKey(name, sha256), told);
  if (!pageless) await writer.document("page", (sha256) => pageKey(name, sha256), { page: date });
  await commitDiff(store, manifestOf(date, revision, of, [...writer.files]), signal);
}

const counts = { jobs: 5, byState: { Failed: 2, Success: 3 }, byVerdict: { failed: 2 } };

function manifestOf(date: string, revision: number, of: string, files: DiffManifest["files"]): DiffManifest {
  return {
    schema: "job-audit/diff-manifest/v1",
    ...{ family: "pic", night: date, revision, status: "complete", worse: 0, files },
    producer: { name: "job-audit", version: "0.1.0" },
    of: { night: date, manifest: of },
    ...{ history: [], series: [], leftOut: [], alwaysAlert: [], tuning: null },
  };
}

function emptyDiff(date: string, named: readonly Scope[]): Diff {
  const { whole } = createLineCounter();
  const same = { baseline: null, complete: true, worse: 0, failed: null, ended: null };
  const scopes = named.map((scope) => ({ ...scope, ...same, groups: { ...whole.groups } }));
  const zero = { before: 0, after: 0 };
  return {
    schema: "job-audit/diff/v1",
    ...{ family: "pic", night: date, status: "complete", baselines: [], leftOut: [], worst: [], scopes },
    headline: {
      ...{ worse: 0, groups: { ...whole.groups }, failed: zero, ended: zero, carried: { ...whole.carried } },
      ...{ inputs: { failedAgain: 0, recovered: null }, queues: 0, rates: null },
      scopes: { complete: 1, incomplete: 0, gone: 0, notAudited: 0, withoutBaseline: 0 },
    },
  };
}

export interface FakeSink extends AlertSink {
  readonly sent: AlertMessage[];
}

/** `onSend` is awaited first; what it throws is thrown. */
export function fakeSink(name = "ops", onSend: (message: AlertMessage) => Promise<void> = async () => {}): FakeSink {
  const sent: AlertMessage[] = [];
  return {
    name,
    sent,
    async send(message) {
      if (isWatchMessage(message)) throw new Error("that is the watchdog's");
      await onSend(message);
      sent.push(message);
    },
  };
}

export interface Told {
  readonly deps: NotifyDeps & { readonly store: MemoryStore; readonly log: MemoryLog };
  readonly sink: FakeSink;
  request(date: string, change?: Partial<NotifyRequest>): NotifyRequest;
}

/** The clock stands at half past two, and moves when somebody sleeps. */
export function toldWorld(sink: FakeSink = fakeSink(), change: Partial<NotifyDeps> = {}): Told {
  const runs: string[] = [];
  return {
    sink,
    deps: {
      store: memoryStore(),
      log: createMemoryLog(),
      recipients: [{ sink, severity: "info" }],
      clock: manualClock(Date.UTC(2026, 10, 21, 18, 30)),
      nameRun: () => `run${runs.push("")}`,
      ...change,
    } as Told["deps"],
    request: (date, more = {}) => ({ name: nightName(date), repeatNights: 7, pageBase: null, silences: [], ...more }),
  };
}
