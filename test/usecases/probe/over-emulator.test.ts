/** Each quirk of the emulated service, found by the probe that is to find it. */

import { describe, expect, it } from "vitest";
import { probeSchema } from "../../../lib/core/schema/probe.ts";
import { isWhole } from "../../../lib/usecases/probe/run-probe.ts";
import { makeBucket, makeJob, makeJobs, makeQueue, noon, worldOf } from "../../emulator/small-world.ts";
import { openProbedCloud, probed } from "./probed-cloud.ts";

describe("the ends of a span", () => {
  it.each([
    ["inclusive", { start: "inclusive", end: "inclusive" }],
    ["strict", { start: "strict", end: "strict" }],
  ] as const)("are found %s", async (bounds, value) => {
    expect(await probed("bounds", { bounds })).toMatchObject({ value });
  });

  it("are found where all jobs share a second and pages are short", async () => {
    const world = worldOf(makeJobs(30, () => ({ createdAt: noon - 3_600_000 })));
    const pages = { maxFill: 10 };
    expect(await probed("bounds", { world, pages, bounds: "strict" })).toMatchObject({
      value: { start: "strict", end: "strict" },
    });
  });

  it("are unknown where a second holds more jobs than are read", async () => {
    const world = worldOf(makeJobs(30, () => ({ createdAt: noon - 3_600_000 })));
    expect(await probed("bounds", { world, pages: { maxFill: 2 } })).toMatchObject({
      answer: "unknown",
      value: null,
      reason: "too many jobs in one second: 5 pages did not list job c29",
    });
  });
});

describe("forms of time", () => {
  it("are found refused where only the documented one is taken", async () => {
    const refused = { outcome: "refused", status: 400, code: "InvalidArgument" };
    expect(await probed("timeForms")).toMatchObject({
      value: [
        { form: "+0800", outcome: "same" },
        { form: "+08:00", ...refused },
        { form: "Z", ...refused },
        { form: "none", ...refused },
      ],
    });
  });

  it("are found taken, and found taken for other times", async () => {
    const outcomes = async (times: "offsets" | "careless") =>
      (await probed("timeForms", { times })).value?.map(({ form, outcome }) => `${form} ${outcome}`);
    expect(await outcomes("offsets")).toEqual(["+0800 same", "+08:00 same", "Z same", "none refused"]);
    expect(await outcomes("careless")).toEqual(["+0800 same", "+08:00 same", "Z differs", "none same"]);
  });
});

describe("retention", () => {
  it("is known from below by the oldest job that is listed", async () => {
    const retentionMs = 12 * 3_600_000 - 100_000;
    const { value, answer } = await probed("retention", { retentionMs });
    expect(value).toEqual({ listedForMs: retentionMs, listLostMs: null, lookupLostMs: null });
    expect(answer).toBe("at least 0.5 days, none known to be lost");
    expect((await probed("oldestListed", { retentionMs })).value).toEqual({
      scopes: [
        expect.objectContaining({ tag: "ImageInspect", outcome: "refused", jobId: null }),
        { ...place, tag: "PicProcess", outcome: "job", jobId: "c100", createdAt: "2024-01-01T16:01:40.000Z" },
        expect.objectContaining({ tag: "PosterProduction", outcome: "refused" }),
      ],
      notAsked: 0,
    });
  });
});

const place = { region: "ap-chongqing", bucket: "photos-1250000000", queueId: "p1" };

describe("jobs a page", () => {
  it.each([
    ["refused beyond 100", {}, { largest: 100, refusedAt: 200, cappedAt: null }],
    ["capped to 100", { oversize: "capped" }, { largest: 100, refusedAt: null, cappedAt: 100 }],
    ["short pages", { pages: { maxFill: 30 } }, { largest: 30, refusedAt: null, cappedAt: 30 }],
    ["all that there are", { maxSize: 1000 }, { largest: 250, refusedAt: null, cappedAt: null }],
  ] as const)("are counted: %s", async (_, options, value) => {
    expect((await probed("pageSize", options)).value).toEqual(value);
  });

  it("are unknown where one page holds all", async () => {
    expect(await probed("pageSize", { world: worldOf(makeJobs(99)) })).toMatchObject({
      value: null,
      reason: "too few jobs: the scope with most of them fits one page",
    });
  });
});

describe("ids a look-up", () => {
  const namedApart = (index: number) => ({ jobId: `c1${index}` });
  const none = { refusedAt: null, partialAt: null };

  it.each([
    [{}, { answered: 1, ...none, refusedAt: 2, unknownIds: "named" }],
    [{ lookupIds: 10 }, { answered: 10, ...none, refusedAt: 11, unknownIds: "named" }],
    [
      { lookupIds: 10, unknownIds: "silent" },
      { answered: 10, ...none, refusedAt: 11, unknownIds: "silent" },
    ],
    [{ excessIds: "ignored" }, { answered: 1, ...none, partialAt: 2, unknownIds: "named" }],
  ] as const)("are counted with %j", async (options, value) => {
    expect((await probed("lookupIds", options)).value).toEqual(value);
  });

  it("are told as far as there are jobs", async () => {
    const told = await probed("lookupIds", { lookupIds: 10, world: worldOf(makeJobs(9, namedApart)) });
    expect(told.value).toMatchObject({ answered: 2, refusedAt: null });
    expect(told.answer).toBe("2; too few jobs to ask for more; an unknown id is named in the answer");
  });
});

describe("the list of every family", () => {
  const late = worldOf(makeJobs(20, (index) => ({ startedAt: noon - 60_000 - index, endedAt: noon - 1000 })));

  it.each([
    ["agrees", {}, { agrees: true, compared: 99, onlyInFamily: 0, onlyInUnified: 0, otherState: 0 }],
    ["is denied", { unifiedList: "denied" }, { agrees: null, compared: 0 }],
    ["tells other states", { unifiedList: "lagging", world: late }, { agrees: false, compared: 20, otherState: 20 }],
  ] as const)("%s", async (_, options, value) => {
    expect((await probed("unifiedList", options)).value).toMatchObject(value);
  });
});

describe("a page's token", () => {
  it("is found to live, after a wait that is told second by second", async () => {
    const cloud = await openProbedCloud();
    const { probe } = await cloud.run({ tokenMinutes: 2 });
    expect(probe.answers.tokenLife).toMatchObject({ value: { minutes: 2, lives: true } });
    const waits = cloud.progress.flatMap((step) => (step.step === "wait" ? step.remainingMs : []));
    expect([waits.length, waits[0], waits.at(-1)]).toEqual([120, 120_000, 1_000]);
  });

  it("is found to die of age, which a fresh one shows", async () => {
    expect(await probed("tokenLife", { pages: { tokenTtlMs: 30_000 } })).toMatchObject({
      value: { minutes: 1, lives: false },
      answer: "no: refused after 1 min, taken at once",
    });
  });

  it("is unknown where none is given, and where it is not asked for", async () => {
    const world = worldOf(makeJobs(1));
    expect(await probed("tokenLife", { world })).toMatchObject({ reason: "too few jobs: one page held all of them" });
    const cloud = await openProbedCloud();
    const { probe } = await cloud.run({ tokenMinutes: 0 });
    expect(probe.answers.tokenLife.reason).toBe("not asked for: --token-minutes 0");
  });
});

describe("a probe", () => {
  it("only reads, keeps what it found under the next number, and tells no token and no signature", async () => {
    const cloud = await openProbedCloud({ pages: { awkwardTokens: true } });
    const first = await cloud.run({ rateCap: 2 });
    const second = await cloud.run({ tokenMinutes: 0 });
    expect([first.key, second.key]).toEqual(["v1/probes/family=pic/r0001.json", "v1/probes/family=pic/r0002.json"]);
    const texts = [first, second].map(({ key }) => Buffer.from(cloud.store.objects.get(key) ?? []).toString());
    expect(texts.map((text) => probeSchema.parse(JSON.parse(text)))).toEqual([first.probe, second.probe]);
    expect(cloud.requests.filter((request) => !request.startsWith("GET /"))).toEqual([]);
    const tokens = new Set(cloud.requests.flatMap((request) => /nextToken,(\S+)/.exec(request)?.[1] ?? []));
    expect(tokens.size).toBeGreaterThan(0);
    for (const secret of [...tokens, "q-signature", "AKIDexample", "example-key"]) {
      expect(texts.join("")).not.toContain(secret);
    }
    expect(first.probe.requests).toBe(cloud.requests.length - 2 - second.probe.requests - 2);
    expect(isWhole(first)).toBe(true);
  });

  it("says of most questions that it could not tell where nothing is listed", async () => {
    const cloud = await openProbedCloud({ world: worldOf([]) });
    const { probe } = await cloud.run();
    const unknown = Object.entries(probe.answers).flatMap(([name, { answer }]) => (answer === "unknown" ? [name] : []));
    expect(unknown).toEqual([
      "bounds",
      "timeForms",
      "retention",
      "pageSize",
      "lookupIds",
      "unifiedList",
      "tokenLife",
      "rate",
    ]);
    expect(probe.answers.bounds.reason).toBe("no scope lists a job that is a minute old");
  });

  it("says so where there is no queue", async () => {
    const cloud = await openProbedCloud({ world: { buckets: [makeBucket()] } });
    const { probe, holes } = await cloud.run({ rateCap: 1 });
    expect(holes).toEqual([]);
    expect(probe.answers.oldestListed.reason).toBe("no queue is listed");
    expect(probe.answers.rate.reason).toBe("no queue is listed");
  });

  it("keeps nothing where nothing could be listed, and says what was seen", async () => {
    const cloud = await openProbedCloud({ denied: [{ bucket: "photos-1250000000" }] });
    await expect(cloud.run()).rejects.toMatchObject({
      code: "NOTHING_READ",
      seen: [expect.stringContaining("403 AccessDenied")],
    });
    expect(cloud.store.objects.size).toBe(0);
  });

  it("goes by the queue with most jobs, past those that it may not read", async () => {
    const queues = [
      makeQueue({ queueId: "p0", jobs: makeJobs(5) }),
      makeQueue({ queueId: "p1", jobs: makeJobs(250, (index) => ({ jobId: `d${index}` })) }),
      makeQueue({ queueId: "p2", jobs: [makeJob({ jobId: "e1" })] }),
    ];
    const denied = [{ bucket: "photos-1250000000", queueId: "p0" }];
    const cloud = await openProbedCloud({ world: { buckets: [makeBucket({ queues })] }, denied });
    const run = await cloud.run({ tokenMinutes: 0 });
    const { probe } = run;
    expect(isWhole(run)).toBe(false);
    expect(probe.answers.pageSize.value?.largest).toBe(100);
    const [first] = (probe.answers.oldestListed.value?.scopes ?? []).filter(({ tag }) => tag === "PicProcess");
    expect(first).toMatchObject({ queueId: "p0", outcome: "unknown", createdAt: null });
    expect(probe.answers.retention.value?.listedForMs).toBe(12 * 3_600_000);
  });
});
