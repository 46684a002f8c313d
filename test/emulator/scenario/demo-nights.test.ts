import { describe, expect, it } from "vitest";
import { buildSeries } from "../../../emulator/scenario/build-series.ts";
import { demoSeed, demoSeries } from "../../../emulator/scenario/demo.ts";
import type { TruthGroup } from "../../../emulator/scenario/night-truth.ts";
import { truthOfSeries } from "../../../emulator/scenario/truth-of-series.ts";
import { fingerprint } from "../../../lib/core/fingerprint.ts";

const series = demoSeries();
const world = buildSeries(series, demoSeed);
const [quiet, incident, recovery] = truthOfSeries(series, world);
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
  "product-images/PicProcess: WatermarkNotFound/0",
  "thumbnails/PicProcess: unrecognised/Archived",
  "thumbnails/PicProcess: unrecognised/Expired",
  "thumbnails/PicProcess: unrecognised/Suspended",
];

function countBy<Value>(values: readonly Value[] | undefined, key: (value: Value) => string) {
  const counts: Record<string, number> = {};
  for (const value of values ?? []) counts[key(value)] = (counts[key(value)] ?? 0) + 1;
  return counts;
}

describe("demoSeries", () => {
  it("is three nights of few enough jobs to be audited while one waits", () => {
    expect([quiet, incident, recovery].map((night) => `${night?.night} ${night?.jobs}`)).toEqual([
      "2026-11-19 8000",
      "2026-11-20 8000",
      "2026-11-21 8414",
    ]);
    expect(jobs.length).toBeLessThan(30_000);
  });

  it("begins quietly: jobs fail, and nothing else", () => {
    expect(countBy(quiet?.findings, ({ verdict }) => verdict)).toEqual({ failed: 292, "hidden-failure": 16 });
    expect(quiet).toMatchObject({ carried: [], amendments: [], queues: [], worse: 0 });
  });

  it("has an incident on the second night, and nothing new but that", () => {
    expect(groupsIn(incident?.groups, "new", "regressed")).toEqual(planted);
    expect(groupsIn(incident?.groups, "absent", "unknown")).toEqual([]);
    expect(incident?.groups.find(({ kind }) => kind === "WatermarkNotFound/0")?.after).toBe(420);
    expect(countBy(incident?.findings, ({ verdict }) => verdict)).toEqual({
      ...{ failed: 712, "hidden-failure": 16, held: 59, unrecognised: 4 },
      ...{ "stuck.queued": 16, "stuck.running": 33 },
    });
    expect(incident?.queues.map(({ queueId, change }) => `${queueNames.get(queueId)} ${change}`).sort()).toEqual([
      "archive paused",
      "thumbnails callback-off",
    ]);
    // Of those planted the held ones are not worse: the paused queue is.
    expect(incident?.worse).toBe(planted.filter((kind) => !kind.endsWith(": held")).length + 2);
  });

  it("recovers on the third: what was planted is gone, and most of what failed has been done", () => {
    expect(groupsIn(recovery?.groups, "new", "regressed", "unknown")).toEqual([]);
    const hanging = planted.filter((kind) => kind.includes(": unrecognised/"));
    expect(groupsIn(recovery?.groups, "absent")).toEqual(planted.filter((kind) => !hanging.includes(kind)));
    expect(groupsIn(recovery?.groups, "unchanged")).toEqual(expect.arrayContaining(hanging));
    expect(recovery?.queues.map(({ queueId, change }) => `${queueNames.get(queueId)} ${change}`).sort()).toEqual([
      "archive resumed",
      "thumbnails callback-on",
    ]);
    // 378 of the 420, and 22 of the 36 others that were tried again.
    expect([recovery?.recovered.length, recovery?.failedAgain.length]).toEqual([400, 14]);
  });

  it("tells on the third what became of the jobs that hung, and carries what nobody knows", () => {
    expect(countBy(recovery?.amendments, ({ change, state, verdict }) => `${change} ${state} ${verdict}`)).toEqual({
      "ended Failed failed": 36,
      "ended Success null": 59 + 8,
      "ended Cancel null": 4,
      "vanished Running vanished": 1,
    });
    expect(countBy(recovery?.carried, ({ verdict }) => verdict)).toEqual({ unrecognised: 4 });
    expect(recovery?.worse).toBe(2);
  });

  it("has one fingerprint for each kind of failure of a scope, and another for another", () => {
    const failed = queues.flatMap(({ queueId, jobs: ofQueue }) =>
      ofQueue.filter(({ outcome }) => outcome === "Failed").map((job) => ({ ...job, scope: `${queueId}/${job.tag}` })),
    );
    const pairs = new Set(
      failed.map(({ scope, kind, code, message, inputObject, outputObject }) =>
        JSON.stringify([scope, kind, fingerprint({ code, message, ownKeys: [inputObject, outputObject] })]),
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
