import { describe, expect, it } from "vitest";
import { buildSeries } from "../../../emulator/scenario/build-series.ts";
import { demoSeed, demoSeries } from "../../../emulator/scenario/demo.ts";
import type { TruthGroup } from "../../../emulator/scenario/night-truth.ts";
import { truthOfSeries } from "../../../emulator/scenario/truth-of-series.ts";
import { fingerprintV1 } from "../../../lib/core/fingerprint/v1/fingerprint.ts";

const series = demoSeries();
const world = buildSeries(series, demoSeed);
const truths = truthOfSeries(series, world);
const nightOf = (night: string) => truths.find((truth) => truth.night === night);
const [quiet, incident, recovery] = ["2026-11-19", "2026-11-20", "2026-11-21"].map(nightOf);
const quietOnes = truths.filter((truth) => truth !== incident && truth !== recovery);
const queues = world.buckets.flatMap((bucket) => bucket.queues);
const jobs = queues.flatMap((queue) => queue.jobs);
const queueNames = new Map(queues.map(({ queueId, name }) => [queueId, name]));

function groupsIn(groups: readonly TruthGroup[] | undefined, ...states: readonly string[]): readonly string[] {
  return (groups ?? [])
    .filter(({ state }) => states.includes(state))
    .map(({ scope, kind }) => `${queueNames.get(scope.queueId)}/${scope.tag}: ${kind}`)
    .sort();
}

const planted = [
  "archive/ImageInspect: held",
  "archive/PicProcess: held",
  "archive/PosterProduction: held",
  "backfill/PicProcess: stuck.queued",
  "backfill/PicProcess: stuck.running",
  "product-images/PicProcess: WatermarkNotFound: 水印图片不存在：{bucket}/watermarks/{hex:6}.png",
  "thumbnails/PicProcess: HeicDecodeFailed: Cannot decode {input}: unsupported HEVC profile {int:5-11}",
  "thumbnails/PicProcess: unrecognised/Archived",
  "thumbnails/PicProcess: unrecognised/Suspended",
];

function countBy<Value>(values: readonly Value[] | undefined, key: (value: Value) => string) {
  const counts: Record<string, number> = {};
  for (const value of values ?? []) counts[key(value)] = (counts[key(value)] ?? 0) + 1;
  return counts;
}

describe("demoSeries", () => {
  it("is seven nights before that of the incident and three after it, of few enough jobs to be audited while one waits", () => {
    expect(truths.map(({ night, jobs: count }) => `${night} ${count}`)).toEqual([
      ...["13", "14", "15", "16", "17", "18"].map((day) => `2026-11-${day} 2000`),
      "2026-11-19 8000",
      "2026-11-20 8000",
      "2026-11-21 8630",
      "2026-11-22 2000",
      "2026-11-23 2000",
    ]);
    expect(jobs.length).toBeLessThan(50_000);
  });

  it("begins quietly: as many jobs fail in every night for their number, in the same ways, and nothing else happens", () => {
    expect(countBy(quiet?.findings, ({ verdict }) => verdict)).toEqual({ failed: 292, "hidden-failure": 16 });
    const [first, ...others] = quietOnes;
    for (const night of [first, ...others]) {
      expect((countBy(night?.findings, ({ verdict }) => verdict)["failed"] ?? 0) / (night?.jobs ?? 1)).toBe(0.0365);
    }
    for (const night of truths.slice(0, 7)) {
      expect(night).toMatchObject({ carried: [], amendments: [], queues: [], worse: 0, incidents: [] });
    }
    for (const { groups } of truths.slice(1, 7)) expect(groupsIn(groups, "new", "absent", "regressed")).toEqual([]);
  });

  it("has an incident on one night, and nothing new but that", () => {
    expect(groupsIn(incident?.groups, "new", "regressed")).toEqual(planted);
    expect(groupsIn(incident?.groups, "absent", "unknown")).toEqual([]);
    expect(incident?.groups.find(({ kind }) => kind.startsWith("WatermarkNotFound"))?.after).toBe(420);
    expect(incident?.groups.find(({ kind }) => kind.startsWith("HeicDecodeFailed"))?.after).toBe(240);
    expect(countBy(incident?.findings, ({ verdict }) => verdict)).toEqual({
      ...{ failed: 952, "hidden-failure": 16, held: 73, unrecognised: 2 },
      ...{ "stuck.queued": 16, "stuck.running": 33 },
    });
    expect(incident?.queues.map(({ queueId, change }) => `${queueNames.get(queueId)} ${change}`).sort()).toEqual([
      "archive paused",
      "thumbnails callback-off",
    ]);
    // Of those planted the held ones are not worse: the paused queue is.
    expect(incident?.worse).toBe(planted.filter((kind) => !kind.endsWith(": held")).length + 2);
  });

  it("fails on photos of one folder with one operation, where other operations failed on them before", () => {
    const failed = jobs.filter(
      ({ outcome, inputObject }) => outcome === "Failed" && /^uploads\/heic\//.test(inputObject),
    );
    const isOfCause = ({ rule }: (typeof failed)[number]) => rule?.startsWith("imageMogr2/format/") === true;
    const codes = (all: readonly { readonly code: string }[]) => [...new Set(all.map(({ code }) => code))].sort();
    expect(codes(failed)).toEqual(["HeicDecodeFailed", "UnsupportedFormat"]);
    const before = failed.filter(({ createdAt }) => createdAt < Date.parse("2026-11-20T00:00:00+08:00"));
    expect(codes(before)).toEqual(["UnsupportedFormat"]);
    expect(before.filter((job) => !isOfCause(job)).length).toBeGreaterThan(3 * before.filter(isOfCause).length);
    expect(before.filter(isOfCause).length).toBeGreaterThan(0);
    expect(failed.filter(({ code }) => code === "HeicDecodeFailed").every(isOfCause)).toBe(true);
  });

  it("opens what was planted and resolves all of it: two clean nights after it fired last", () => {
    const changes = truths.map(({ incidents }) => countBy(incidents ?? [], ({ change, told }) => `${change} ${told}`));
    expect(changes).toEqual([
      ...truths.slice(0, 7).map(() => ({})),
      { "opened true": 5, "opened false": 2 },
      { "opened true": 2, "opened false": 1 },
      { "resolved true": 5, "resolved false": 2 },
      { "resolved true": 2, "resolved false": 1 },
    ]);
  });

  it("recovers in the night after: what was planted is gone, and most of what failed has been done", () => {
    expect(groupsIn(recovery?.groups, "new", "regressed", "unknown")).toEqual([]);
    const hanging = planted.filter((kind) => kind.includes(": unrecognised/"));
    expect(groupsIn(recovery?.groups, "absent")).toEqual(planted.filter((kind) => !hanging.includes(kind)));
    expect(groupsIn(recovery?.groups, "unchanged")).toEqual(expect.arrayContaining(hanging));
    expect(recovery?.queues.map(({ queueId, change }) => `${queueNames.get(queueId)} ${change}`).sort()).toEqual([
      "archive resumed",
      "thumbnails callback-on",
    ]);
    // 378 of the 420, 216 of the 240, and 22 of the 36 others that were tried again.
    expect([recovery?.recovered.length, recovery?.failedAgain.length]).toEqual([616, 14]);
  });

  it("tells in the night after what became of the jobs that hung, and carries what nobody knows", () => {
    expect(countBy(recovery?.amendments, ({ change, state, verdict }) => `${change} ${state} ${verdict}`)).toEqual({
      "ended Failed failed": 36,
      "ended Success null": 73 + 8,
      "ended Cancel null": 4,
      "vanished Running vanished": 1,
    });
    expect(countBy(recovery?.carried, ({ verdict }) => verdict)).toEqual({ unrecognised: 2 });
    expect(recovery?.worse).toBe(2);
  });

  it("has one fingerprint for each kind of failure of a scope, and another for another", () => {
    const failed = queues.flatMap(({ queueId, jobs: ofQueue }) =>
      ofQueue.filter(({ outcome }) => outcome === "Failed").map((job) => ({ ...job, scope: `${queueId}/${job.tag}` })),
    );
    const pairs = new Set(
      failed.map(({ scope, kind, code, message, inputObject, outputObject }) =>
        JSON.stringify([scope, kind, fingerprintV1({ code, message, ownKeys: [inputObject, outputObject] })]),
      ),
    );
    const parts = [...pairs].map((pair): readonly string[] => JSON.parse(pair));
    expect(new Set(parts.map(([scope, kind]) => `${scope} ${kind}`)).size).toBe(pairs.size);
    expect(new Set(parts.map(([scope, , print]) => `${scope} ${print}`)).size).toBe(pairs.size);
    expect(pairs.size).toBeGreaterThan(20);
  });

  it("speaks both languages, and holds secrets in messages and callbacks", () => {
    const failed = jobs.filter(({ outcome }) => outcome === "Failed");
    expect(failed.filter(({ message }) => /\p{Script=Han}/u.test(message)).length).toBeGreaterThan(300);
    expect(failed.filter(({ message }) => /^[A-Z]\w+ /.test(message)).length).toBeGreaterThan(300);
    expect(failed.filter(({ message }) => message.includes("q-signature=")).length).toBeGreaterThan(20);
    expect(queues.some(({ notify }) => notify.url.includes("token="))).toBe(true);
  });
});
