/** Whole nights over real connections to a service that behaves oddly, or badly, or not at all. */

import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../emulator/faults.ts";
import { buildWorld } from "../../emulator/scenario/build-world.ts";
import { compareWithTruth } from "../../emulator/scenario/compare-with-truth.ts";
import type { ScenarioInput } from "../../emulator/scenario/scenario.ts";
import { type Truth, truthOf } from "../../emulator/scenario/truth.ts";
import { everyFile } from "../published-schemas.ts";
import { openSmallCloud, type SmallCloud } from "./small-cloud.ts";

const goodQueue = "p0123456789abcdef0123456789abcdef";
const badQueue = "pfedcba9876543210fedcba9876543210";
const badJobs = { path: "/pic_jobs", query: { queueId: badQueue } };

type Service = NonNullable<ScenarioInput["service"]>;

const burst = { bursts: [{ at: "20:00:01", jobs: 130 }], onTheHour: 30 };

async function runNight(service: Service) {
  const cloud = await openSmallCloud({ service, traffic: burst });
  const said = await cloud.say(["run", "--json"]);
  return { cloud, said, report: JSON.parse(said.out) };
}

/** Of one queue only, if one is named. */
function truthOfQueue({ scenario }: SmallCloud, queueId?: string): Truth {
  const { buckets } = buildWorld(scenario, 1);
  const kept = buckets.map((bucket) => ({
    ...bucket,
    queues: bucket.queues.filter((queue) => queueId === undefined || queue.queueId === queueId),
  }));
  return truthOf(scenario, { buckets: kept });
}

async function findingsOf(cloud: SmallCloud, filter: readonly string[] = []) {
  const { out } = await cloud.say(["show", "--json", ...filter]);
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line): { readonly jobId: string; readonly verdict: string } => JSON.parse(line));
}

describe("a service that is only odd", () => {
  it.each<[string, Service]>([
    ["counts its bounds in", { bounds: "inclusive" }],
    ["leaves its bounds out", { bounds: "strict" }],
    ["puts elements in the order of its pages", { elementOrder: "documented", extraElements: true }],
    ["stands a hollow element for no jobs", { emptyList: "hollow" }],
    ["gives less than was asked for", { pages: { maxFill: 7 } }],
    ["gives one job a page", { pages: { maxFill: 1 } }],
    ["gives empty pages in the middle", { pages: { maxFill: 5, emptyEvery: 2 } }],
    ["ends a chain with an empty token", { pages: { chainEnd: "empty" } }],
    ["ends a chain with an empty page", { pages: { chainEnd: "extra-page", maxFill: 3 } }],
    ["gives tokens that need encoding", { pages: { awkwardTokens: true, maxFill: 9 } }],
    ["answers throttled", { throttle: { ratePerSecond: 200, burst: 40, retryAfterSeconds: 1 } }],
    ["fails twice and then resets", failing({ ...badJobs, page: 2 }, ["503", "503", "reset"])],
    ["loses answers", failing(badJobs, ["lost-reply", "reset-after-headers", "cut-wrong-length"])],
    ["shows a proxy's page now and then", failing(badJobs, ["html", "json", "garbage"], 4)],
    ["says 429 without saying for how long", failing({ path: "/picqueue" }, ["429", "429"])],
    ["cannot list buckets at first", failing({ path: "/picbucket" }, ["503", "reset"])],
    ["stores what it then says it did not", failing({ method: "PUT" }, ["lost-reply", "503", "lost-reply"])],
    ["takes the commit and loses the answer", failing({ method: "PUT", path: "*/commits/*" }, ["lost-reply"])],
  ])("and %s is audited completely", async (_name, service) => {
    const { cloud, said, report } = await runNight(service);
    expect(report.holes).toEqual([]);
    expect(said.exitCode).toBe(0);
    const found = { jobs: report.jobs, states: report.counts.byState, findings: await findingsOf(cloud) };
    expect(compareWithTruth(truthOfQueue(cloud), found)).toEqual([]);
  });
});

describe("a queue that cannot be read", () => {
  it.each<[string, Service, string]>([
    ["denied", { denied: [{ bucket: "products-1250000000", queueId: badQueue }] }, "access-denied"],
    ["answered with HTML", always("html"), "undecodable"],
    ["answered with JSON", always("json"), "undecodable"],
    ["answered with an error in a 200", always("error-in-200"), "service-error"],
    ["cut short with a length that agrees", always("cut"), "undecodable"],
    ["cut short of its length", always("cut-wrong-length"), "network"],
    ["answered with garbage", always("garbage"), "undecodable"],
    ["reset", always("reset"), "network"],
    ["unavailable", always({ status: 503, code: "ServiceUnavailable" }), "service-error"],
  ])("because it is %s is named, and the rest is audited and committed", async (_name, service, cause) => {
    const { cloud, said, report } = await runNight(service);
    expect(said.exitCode).toBe(3);
    expect(report.status).toBe("incomplete");
    expect(new Set(report.holes.map((hole: { cause: string }) => hole.cause))).toEqual(new Set([cause]));
    expect(new Set(report.holes.map((hole: { queueId: string }) => hole.queueId))).toEqual(new Set([badQueue]));
    const found = new Set((await findingsOf(cloud, ["--queue", goodQueue])).map(({ jobId }) => jobId));
    expect(found).toEqual(new Set(truthOfQueue(cloud, goodQueue).findings.map(({ jobId }) => jobId)));
  });

  it.each(["strict", "inclusive"] as const)("for one poisonous job loses little, with bounds %s", async (bounds) => {
    const { scenario } = await openSmallCloud({ traffic: burst });
    const poison = buildWorld(scenario, 1).buckets.flatMap(({ queues }) => queues.flatMap(({ jobs }) => jobs))[150];
    if (poison === undefined) throw new Error("there is no such job");
    const service: Service = { bounds, faults: [{ match: { jobId: poison.jobId }, fault: "garbage" }] };
    const { cloud, report } = await runNight(service);
    const neighbours = bounds === "strict" ? 0 : 1000;
    for (const hole of report.holes) {
      expect(hole.cause).toBe("undecodable");
      expect(hole.evidence).toMatch(/^v1\/work\/run=[0-9a-f]{16}\/raw\/[0-9a-f]{64}\.bin$/);
      expect(Date.parse(hole.from)).toBeGreaterThanOrEqual(poison.createdAt - neighbours);
      expect(Date.parse(hole.to)).toBeLessThanOrEqual(poison.createdAt + 1000 + neighbours);
    }
    expect(report.holes.length).toBeGreaterThan(0);
    const lost = truthOfQueue(cloud).jobs - report.jobs;
    expect(lost).toBeGreaterThanOrEqual(1);
    expect(lost).toBeLessThanOrEqual(jobsNear(cloud, poison.createdAt, neighbours));
  });
});

describe("the committed bytes", () => {
  it("are the same at concurrency 1 and 64, in two runs, and through a storm of faults", async () => {
    const calm = await committedBytes({}, 1);
    expect(await committedBytes({}, 64)).toEqual(calm);
    expect(await committedBytes({}, 64)).toEqual(calm);
    const quirks = { bounds: "strict" as const, pages: { maxFill: 11, emptyEvery: 3 } };
    const stormy = await committedBytes({ ...quirks, ...failing(badJobs, ["503", "reset", "html"], 5) }, 16);
    expect(withoutReading(stormy)).toEqual(withoutReading(calm));
  });
});

function jobsNear({ scenario }: SmallCloud, second: number, within: number): number {
  const jobs = buildWorld(scenario, 1).buckets.flatMap(({ queues }) => queues.flatMap((queue) => queue.jobs));
  return jobs.filter(({ createdAt }) => Math.abs(createdAt - second) <= within).length;
}

async function committedBytes(service: Service, concurrency: number): Promise<Record<string, string>> {
  const cloud = await openSmallCloud({ service, traffic: burst });
  await cloud.configure((settings) => `${settings}concurrency: ${concurrency}\n`);
  expect((await cloud.say(["run"])).exitCode).toBe(0);
  const root = `${cloud.objects}/audit-1250000000/audits/`;
  // How far a run came is saved under work/ on its way, which is not committed.
  const files = (await everyFile(root)).filter(({ path }) => !path.startsWith(`${root}v1/work/`));
  return Object.fromEntries(files.map(({ path, text }) => [path.slice(root.length), text]));
}

/** The ledger and what names it tell how a night was read, which differs; summaries count pages. */
function withoutReading(files: Record<string, string>): Record<string, string> {
  const reading = /\/(ledgers|manifests|commits|summaries)\//;
  return Object.fromEntries(Object.entries(files).filter(([path]) => !reading.test(path)));
}

function always(fault: FaultRule["fault"]): Service {
  return { faults: [{ match: badJobs, fault }] };
}

/** One fault after the other, each so many times in a row on what matches. */
function failing(match: FaultRule["match"], faults: readonly string[], times = 1): Service {
  return {
    faults: faults.map((fault) => ({
      match,
      times,
      fault: /^\d+$/.test(fault)
        ? { status: Number(fault), code: "SlowDown" }
        : (fault as Extract<FaultRule["fault"], string>),
    })),
  };
}
