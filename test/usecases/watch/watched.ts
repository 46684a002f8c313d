/** The watchdog in a world of fakes: nights that a test commits, a clock that it sets, and who was told what. */

import { isWatchMessage, type SinkMessage } from "../../../lib/core/alerts/sink-message.ts";
import { diffCommitKey, type NightName } from "../../../lib/core/key.ts";
import type { DiffCommit } from "../../../lib/core/schema/diff.ts";
import type { Manifest } from "../../../lib/core/schema/manifest.ts";
import type { Severity } from "../../../lib/core/schema/signals.ts";
import type { WatchMessage } from "../../../lib/core/watch/watch-message.ts";
import type { AlertSink } from "../../../lib/ports/alert-sink.ts";
import type { Clock } from "../../../lib/ports/clock.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import type { WatchDeps, WatchRequest } from "../../../lib/usecases/watch/watch-deps.ts";
import { type Watched, watchNights } from "../../../lib/usecases/watch/watch-nights.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { committing } from "../../fakes/committing.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aRequest } from "../audit/a-night.ts";

export const signal = new AbortController().signal;
export const auditFunction = { function: "job-audit-audit", namespace: "default", region: "ap-guangzhou" };
const hour = 3_600_000;

export interface TestSink extends AlertSink {
  readonly severity: Severity;
  readonly sent: WatchMessage[];
}

/** `onSend` is awaited first; what it throws is thrown. */
export function testSink(
  name = "ops",
  { severity = "warning", onSend = async () => {} }: { severity?: Severity; onSend?: () => Promise<void> } = {},
): TestSink {
  const sent: WatchMessage[] = [];
  return {
    name,
    severity,
    sent,
    async send(message: SinkMessage) {
      await onSend();
      if (!isWatchMessage(message)) throw new Error("that is no news of the watchdog");
      sent.push(message);
    },
  };
}

export interface WorldOptions {
  readonly store?: ReportStore;
  readonly sinks?: readonly TestSink[];
  readonly change?: Partial<WatchRequest>;
  /** What starting a function does beside being on record. */
  readonly onStart?: () => Promise<void>;
}

/** Nights in Shanghai settle at 02:00 there and are due at 06:00. */
export function watchedWorld({ store = memoryStore(), sinks = [testSink()], change = {}, onStart }: WorldOptions = {}) {
  const log = createMemoryLog();
  const started: object[] = [];
  let now = 0;
  let runs = 0;
  const clock: Clock = {
    now: () => now,
    async sleep(ms) {
      now += ms;
    },
  };
  const deps: WatchDeps = {
    store,
    log,
    clock,
    recipients: sinks.map((sink) => ({ sink, severity: sink.severity })),
    nameRun: () => {
      runs += 1;
      return `look${runs}`;
    },
    functions: {
      async start(name, event) {
        started.push({ ...name, event });
        await onStart?.();
        return { requestId: "r1" };
      },
    },
  };
  const request: WatchRequest = {
    families: ["pic"],
    timeZone: "Asia/Shanghai",
    settleMs: 2 * hour,
    nights: 7,
    graceMs: 4 * hour,
    silenceMs: hour / 3,
    auditFunction,
    shardFunction: null,
    silences: [],
    requestOf: (name) => aRequest({ name }),
    ...change,
  };
  return {
    store,
    log,
    started,
    sink: sinks[0] as TestSink,
    /** At a time in Shanghai, such as `2026-11-23 06:45`. */
    look(at: string, stop = signal): Promise<Watched> {
      now = shanghai(at);
      return watchNights(deps, request, stop);
    },
  };
}

function shanghai(at: string): number {
  return Date.parse(`${at.replace(" ", "T")}+08:00`);
}

const hole: Manifest["holes"][number] = {
  ...{ region: "ap-chongqing", bucket: "photos-1250000000", queueId: "p1", tag: null },
  ...{ from: "2026-11-21T00:00:00.000Z", to: "2026-11-21T01:00:00.000Z", cause: "network", detail: "no answer" },
  ...{ requestId: null, evidence: null },
};

export function holeIn(place: Partial<typeof hole> = {}): typeof hole {
  return { ...hole, ...place };
}

export interface Committed {
  /** In Shanghai. */
  readonly at?: string;
  readonly holes?: Manifest["holes"];
  readonly revision?: number;
  readonly diff?: boolean;
}

/** With its diff, unless told; at half past two in the morning after it. */
export async function commit(store: ReportStore, date: string, options: Committed = {}): Promise<void> {
  const { holes = [], revision = 1, diff = true } = options;
  const at = shanghai(options.at ?? `${date} 02:30`) + (options.at === undefined ? 24 * hour : 0);
  const status = holes.length === 0 ? "complete" : "incomplete";
  await commitNight(committing(store, at), aManifest({ night: date, status, holes, revision }), signal);
  if (diff) await commitDiff(store, date);
}

export async function commitDiff(store: ReportStore, date: string): Promise<void> {
  const name: NightName = { family: "pic", date };
  const manifest = { manifest: "v1/manifests/x.json", manifestSha256: "0".repeat(64), replaces: null } as const;
  const head = { schema: "job-audit/diff-commit/v1", family: "pic", night: date, revision: 1 } as const;
  const diff: DiffCommit = { ...head, status: "complete", ...manifest };
  await store.claim(diffCommitKey(name, 1), Buffer.from(JSON.stringify(diff)), signal);
}

/** In short: `2026-11-22 missing`, and so on. */
export function troubles({ nights }: Watched): string[] {
  return nights.flatMap(({ name, troubles: seen }) => seen.map(({ kind }) => `${name.date} ${kind}`));
}

/** The same of what was sent. */
export function told({ sent }: TestSink): string[] {
  return sent.flatMap(({ night, news }) =>
    news.map((each) => `${night.date} ${each.change === "noticed" ? each.trouble.kind : `settled ${each.aspect}`}`),
  );
}
