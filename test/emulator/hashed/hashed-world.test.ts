import { describe, expect, it } from "vitest";
import { type HashedWorldPlan, hashedWorld } from "../../../emulator/hashed/hashed-world.ts";
import { openCi } from "../ci/call-ci.ts";
import { textsOf } from "../read-xml.ts";
import { dayStart } from "../small-world.ts";

const dayMs = 86_400_000;

const plan: HashedWorldPlan = {
  seed: 7,
  from: dayStart,
  jobs: 5_000,
  weights: Array.from({ length: 24 }, (_, hour) => (hour === 3 ? 0 : hour + 1)),
  shares: { failed: 20_000, queued: 2_000, running: 3_000 },
  regions: ["ap-chongqing", "ap-guangzhou"],
  queues: 2,
  tags: { PicProcess: 9, ImageInspect: 1 },
};

function open(world = hashedWorld(plan).world) {
  const call = openCi(world, { now: () => dayStart + 2 * dayMs });
  const page = (query: Record<string, string>) =>
    call("/pic_jobs", { orderByTime: "Asc", ...query }, "made-0-1250000000").body;
  const queueIds = textsOf(call("/picqueue", {}, "made-0-1250000000").body, "QueueId");
  return { call, page, queueIds };
}

function listAll(queueId: string, tag: string): string[] {
  const { page } = open();
  const pages: string[] = [];
  let nextToken = "";
  do {
    const body = page({ queueId, tag, size: "100", ...(nextToken && { nextToken }) });
    pages.push(body);
    nextToken = textsOf(body, "NextToken")[0] ?? "";
  } while (nextToken !== "");
  return pages;
}

describe("hashedWorld()", () => {
  it("holds as many jobs as asked for, spread over queues and tags by their weights", () => {
    const counts = hashedWorld(plan).world.buckets.flatMap(({ queues }) =>
      queues.map(({ made = [] }) => made.map(({ tag, length }) => [tag, length])),
    );
    expect(counts).toEqual(
      Array(4).fill([
        ["PicProcess", 1125],
        ["ImageInspect", 125],
      ]),
    );
  });

  it("says how many of them failed and hang, as the lists tell it", () => {
    const { truth, world } = hashedWorld(plan);
    const lists = world.buckets.flatMap(({ queues }) => queues.flatMap(({ made = [] }) => made));
    const states = lists.flatMap((jobs) => Array.from({ length: jobs.length }, (_, index) => jobs.at(index)));
    expect(states).toHaveLength(5_000);
    expect(states.filter(({ outcome }) => outcome === "Failed")).toHaveLength(truth.failed);
    expect(states.filter(({ endedAt }) => endedAt === null)).toHaveLength(truth.open);
    expect(truth).toMatchObject({ jobs: 5_000 });
    // Of 5,000, 100 and 25 are expected: five standard deviations either way.
    expect(Math.abs(truth.failed - 100)).toBeLessThan(50);
    expect(Math.abs(truth.open - 25)).toBeLessThan(25);
  });

  it("lists every job once, in order of creation, in the hours that have a weight", () => {
    const [queueId = ""] = open().queueIds;
    const pages = listAll(queueId, "PicProcess");
    const ids = pages.flatMap((body) => textsOf(body, "JobId"));
    const times = pages.flatMap((body) => textsOf(body, "CreationTime"));
    expect(new Set(ids).size).toBe(1125);
    expect(times).toEqual([...times].sort());
    const hours = new Set(times.map((time) => Number(time.slice(11, 13))));
    expect([...hours].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => hour !== 3),
    );
    // 24 of 300 parts, less the fourth.
    expect(times.filter((time) => time.slice(11, 13) === "23")).toHaveLength(Math.round((24 / 296) * 1125));
  });

  it("lists of a window what was created in it", () => {
    const [queueId = ""] = open().queueIds;
    const all = listAll(queueId, "PicProcess").flatMap((body) => textsOf(body, "CreationTime"));
    const [from, to] = ["2024-01-02T12:00:00+0800", "2024-01-02T12:29:59+0800"] as const;
    const body = open().page({ queueId, tag: "PicProcess", size: "100", startCreationTime: from, endCreationTime: to });
    expect(textsOf(body, "CreationTime")).toEqual(all.filter((time) => time >= from && time <= to));
  });

  it("finds a job by its id, and none by another", () => {
    const { call, page, queueIds } = open();
    const queueId = queueIds[1] ?? "";
    const [id = ""] = textsOf(page({ queueId, tag: "ImageInspect", size: "1" }), "JobId");
    const found = call(`/pic_jobs/${id}`, {}, "made-0-1250000000").body;
    expect(textsOf(found, "JobId")).toEqual([id]);
    expect(textsOf(found, "QueueId")).toEqual([queueId]);
    const another = `c${"0".repeat(32)}`;
    expect(textsOf(call(`/pic_jobs/${another}`, {}, "made-0-1250000000").body, "NonExistJobIds")).toEqual([another]);
  });

  it("is the same for the same seed, and another for another", () => {
    const [queueId = ""] = open().queueIds;
    expect(listAll(queueId, "PicProcess")[3]?.replace(/<NextToken>.*/, "")).toBe(
      listAll(queueId, "PicProcess")[3]?.replace(/<NextToken>.*/, ""),
    );
    const other = open(hashedWorld({ ...plan, seed: 8 }).world);
    expect(other.queueIds).not.toEqual(open().queueIds);
  });

  it("takes no hours without a weight", () => {
    expect(() => hashedWorld({ ...plan, weights: [0, 0] })).toThrow(RangeError);
  });
});
