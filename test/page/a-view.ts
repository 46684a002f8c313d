/** Views of a page as tests want them: an incident night, one of a thousand scopes, and one full of hostile text. */

import { shiftNight } from "../../lib/core/night.ts";
import type { Most, PageView, RatePoint, ScopeRates } from "../../lib/core/page/page-view.ts";
import type { Diff } from "../../lib/core/schema/diff.ts";
import type { Group } from "../../lib/core/schema/group.ts";
import type { Scope } from "../../lib/core/scope.ts";
import { carriedLine, coverageLine, groupLine, queueLine } from "../cli/changes.ts";
import { aManifest } from "../fakes/a-manifest.ts";
import { aSpike } from "./a-spike.ts";

const date = "2026-11-21";

/** `texts` stands in for every text that the service or the account's owner chose. */
export interface Texts {
  readonly queue: (at: number) => string;
  readonly bucket: string;
  readonly message: string;
  readonly code: string;
  readonly jobId: string;
}

const ordinary: Texts = {
  queue: (at) => ["thumbnails", "posters", "watermarks", "中文水印队列", "moderation", "heic-conversion"][at % 6] ?? "",
  bucket: "photos-1250000000",
  message: "unsupported image format: heic, decoder missing in pipeline",
  code: "InputDecodeFailed",
  jobId: "jd7a3b2f0c6e911ef8a3d0f1c2b3a4d5e",
};

function scopeAt(at: number, texts: Texts): Scope {
  const tag = ["PicProcess", "PosterProduction", "ImageInspect"][at % 3] ?? "";
  return { family: "pic", region: "ap-chongqing", bucket: texts.bucket, queueId: `pqueue${at}`, tag };
}

/** `scopes`: how many there are; lists on the page are as long as they may be. */
export function aView({
  scopes = 6,
  texts = ordinary,
}: {
  readonly scopes?: number;
  readonly texts?: Texts;
} = {}): PageView {
  const all = Array.from({ length: scopes }, (_, at) => scopeAt(at, texts));
  const holes = [aHole(texts, "2026-11-21T02:10:00.000Z", "2026-11-21T02:40:00.000Z")];
  return {
    name: { family: "pic", date },
    timeZone: "Asia/Shanghai",
    manifest: aManifest({
      status: "incomplete",
      jobs: 184_220,
      byState: { Success: 180_104, Failed: 3_988, Submitted: 96, Running: 32 },
      byVerdict: { failed: 3_988, "stuck.queued": 81, "stuck.running": 22, held: 40 },
      scopes: all.map(({ family: _, ...scope }) => ({ ...scope, origin: "discovered", complete: true })),
      holes,
      notes: [{ region: "*", bucket: "*", queueId: "*", tag: "*", note: texts.message }],
      excluded: [{ bucket: texts.bucket, queueId: null, reason: texts.message }],
    }),
    diff: aDiff(texts, all),
    rates: most(all, 24, (scope, at) => ratesOf(scope, at)),
    tested: { spike: 1, "not-significant": 2, quiet: 40, "too-few": 7, "no-history": 3 },
    hours: most(all, 24, ({ region, bucket, queueId }, at) => ({
      scope: { region, bucket, queueId },
      failed: Array.from({ length: 24 }, (_, hour) => hourly(at, hour)),
    })),
    stuck: most(all, 20, (scope, at) => ({
      scope,
      queued: 40 >> (at % 5),
      running: 12 >> (at % 4),
      held: at === 2 ? 40 : 0,
    })),
    groups: most(all, 20, (scope, at) => aGroup(scope, at, texts)),
    queueNames: new Map(all.map(({ queueId }, at) => [queueId, texts.queue(at)])),
    templateNames: new Map(),
    files: most(all, 200, (scope) => ({
      dataset: "findings",
      key: `v1/findings/family=pic/date=${date}/region=ap-chongqing/bucket=photos-1250000000/queue=${scope.queueId}/tag=PicProcess/part-00000-${"ab".repeat(32)}.jsonl.gz`,
      rows: 1_234,
      bytes: 98_304,
    })),
  };
}

function most<Item, Shown>(
  items: readonly Item[],
  limit: number,
  make: (item: Item, at: number) => Shown,
): Most<Shown> {
  return { first: items.slice(0, limit).map(make), inAll: items.length };
}

/** A plain pattern with an incident from nine to noon in the first queue. */
function hourly(at: number, hour: number): number {
  const usual = Math.round((4 + ((at * 7 + hour * 5) % 9)) * (hour > 6 && hour < 22 ? 1.4 : 0.3));
  return at === 0 && hour >= 9 && hour < 13 ? 180 + hour * 9 : usual >> (at % 3);
}

function ratesOf(scope: Scope, at: number): ScopeRates {
  const points = Array.from({ length: 28 }, (_, index): RatePoint => pointAt(at, index)).filter(
    (_, index) => at !== 1 || index !== 11,
  );
  return {
    scope,
    points,
    test: {
      verdict: at === 0 ? "spike" : "quiet",
      reason: at === 0 ? "640 above the 214 expected, 3.9 times the rate" : "as in the nights before",
      provisional: at === 4,
    },
  };
}

function pointAt(at: number, index: number): RatePoint {
  const ended = 6_800 + ((index * 131) % 900);
  const usual = 180 + ((index * 37 + at * 11) % 47) - at * 20;
  const isSpike = at === 0 && index === 27;
  const known = index >= 7;
  return {
    night: shiftNight(date, index - 27),
    failed: isSpike ? 854 : usual,
    ended,
    complete: !(at === 3 && index === 22),
    low: known ? 150 - at * 20 : null,
    high: known ? 262 - at * 20 : null,
    alerted: isSpike || (at === 2 && index === 18),
  };
}

function aGroup(scope: Scope, at: number, { code, message, jobId }: Texts): Group {
  return {
    schema: "job-audit/group/v1",
    ...scope,
    fingerprint: `v2:${"3f9ac21b77de".repeat(3).slice(0, 32)}`,
    verdict: "failed",
    code,
    message,
    distinctMessages: 3,
    overGrouped: false,
    operation: { templateId: null, templateName: null, rule: "imageMogr2/format/webp" },
    jobs: Math.max(1, Math.round(1_840 / (at + 1))),
    firstCreatedAt: `${date}T01:00:00.000Z`,
    lastCreatedAt: `${date}T03:00:00.000Z`,
    samples: [jobId, `${jobId}2`],
  };
}

function aHole({ bucket, message }: Texts, from: string, to: string): PageView["manifest"]["holes"][number] {
  const place = { region: "ap-chongqing", bucket, queueId: "pqueue3", tag: "PicProcess" };
  return { ...place, from, to, cause: "service-error", detail: message, requestId: null, evidence: null };
}

function aDiff({ message, code, jobId, bucket }: Texts, scopes: readonly Scope[]): Diff {
  const [scope] = scopes as [Scope];
  const worst = [
    coverageLine({ ...scopeAt(3, { ...ordinary, bucket }), after: "incomplete", before: "complete" }),
    aSpike(scope, { message, code }),
    groupLine({ ...scope, baselineState: "new", code, message, after: 612, before: 0, samples: [jobId] }),
    carriedLine({ ...scope, outcome: "vanished", jobs: 3, samples: [jobId] }),
    queueLine({ change: "paused", queueId: "pqueue2", bucket, name: null }),
  ];
  const zero = { new: 1, regressed: 0, updated: 3, unchanged: 9, absent: 2, unknown: 0 };
  return {
    schema: "job-audit/diff/v1",
    family: "pic",
    night: date,
    status: "incomplete",
    baselines: [{ night: "2026-11-20", scopes: scopes.length }],
    leftOut: [],
    headline: {
      worse: 12,
      groups: zero,
      failed: { before: 1_204, after: 3_988 },
      ended: { before: 182_311, after: 184_092 },
      carried: {
        ...{ "still-open": 2, "not-seen": 0, changed: 0, failed: 0, succeeded: 14, retried: 0 },
        ...{ "hidden-failure": 0, cancelled: 0, vanished: 3, unrecognised: 0 },
      },
      inputs: { failedAgain: 4, recovered: 90 },
      queues: 1,
      rates: { tested: 61, tooFew: 9, spikes: 3, drifts: 0, slow: 0 },
      scopes: { complete: scopes.length - 1, incomplete: 1, gone: 0, notAudited: 0, withoutBaseline: 0 },
    },
    worst,
    scopes: [],
  };
}
