import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { playDemo } from "../../../cli/commands/demo.ts";
import { type DemoCloud, type DemoCloudOptions, startDemoCloud } from "../../../cli/demo-cloud.ts";
import { runCli } from "../../../cli/run-cli.ts";
import { bundleFunction } from "../../../deploy/bundle-function.ts";
import { demoNights } from "../../../emulator/scenario/demo-nights.ts";
import { createSeries } from "../../../emulator/scenario/read-series.ts";
import { everyFile } from "../../published-schemas.ts";
import { createFakeIo } from "../fake-io.ts";

const [quiet] = demoNights.nights;
const paused = { queue: "archive", at: "21:30", state: "Paused" } as const;
const pause = { rule: "queue.paused", queue: "archive", until: "2026-11-21" } as const;
/** A quiet night, one in which a queue is paused, and one in which it is resumed. */
const series = createSeries(
  {
    ...demoNights,
    nights: [
      { ...quiet, night: "2026-11-19" },
      { ...quiet, night: "2026-11-20", events: [paused], incidents: [pause] },
      { ...quiet, night: "2026-11-21", events: [{ ...paused, at: "08:30", state: "Active" }] },
    ],
  },
  "the test",
);

let place = "";
let functions = "";
let io = createFakeIo();
let exitCode: number;
const clouds: DemoCloud[] = [];

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "job-audit-demo-"));
  functions = join(place, "functions");
  await Promise.all(["audit", "diff", "shard"].map(bundle));
  io = createFakeIo({ functions });
  exitCode = await playDemo(join(place, "played"), io, { fanOut: true, open: openNights });
}, 180_000);

afterAll(() => rm(place, { recursive: true }));

async function bundle(name: string): Promise<void> {
  await mkdir(join(functions, name), { recursive: true });
  await writeFile(join(functions, name, "index.js"), await bundleFunction(process.cwd(), `functions/${name}.ts`));
}

/** The first two are enough to play. */
async function openNights(path: string, options?: DemoCloudOptions): Promise<DemoCloud> {
  const cloud = await startDemoCloud(path, { ...options, series });
  clouds.push(cloud);
  return { ...cloud, nights: cloud.nights.slice(0, 2) };
}

function textOf(path: string): Promise<string> {
  return readFile(join(place, "played", path), "utf8");
}

async function logged(msg: string) {
  const lines = (await textOf("functions.log")).split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line)).filter((line) => line.msg === msg);
}

describe("demo --fan-out", () => {
  it("finds what was planted, and sends the alert of it", () => {
    expect(io.written.err).toBe("");
    expect(exitCode).toBe(0);
    expect(io.written.out).toContain("\n2026-11-19 ▃ 2026-11-19: 1 quiet night, ");
    expect(io.written.out).toContain("  opened queue.paused of archive\n");
    expect(io.written.out).toContain("As planted: all 2 mornings, nothing missed, nothing made up.\n");
    expect(clouds.map(({ alerts }) => [alerts.events.length, alerts.refused()])).toEqual([[1, 0]]);
  });

  it("says what ran, how much of it at once, and what went wrong on purpose", () => {
    expect(io.written.out).toContain(
      "a process of its own with 512 MB and its role's keys, at most 2 of them at once.\n",
    );
    // Of each night an audit, three shards and a diff; once a shard more, and a diff where two shards found all read.
    expect(io.written.out.replaceAll("\n", " ")).toMatch(
      / 1[1-3] instances ran, each a process of its own, at most 2 at once; the largest took \d{2,3} of its 512 MB\. What went wrong on purpose: 1 start ran twice, 1 was refused\. {2}As planted/,
    );
  });

  it("starts each run as a process of its own, with the demo's time and without the demo's keys", async () => {
    const text = await textOf("functions.log");
    const starts = text.match(/^START RequestId: .+$/gm) ?? [];
    expect(io.written.out).toContain(`\n${starts.length} instances ran`);
    expect(new Set(starts).size).toBe(starts.length - 1);
    const ends = text.match(/^Report RequestId: \S+ Duration:\d+ms Memory:512MB MemUsage:\d/gm);
    expect(ends).toHaveLength(starts.length);
    const began = await logged("started");
    expect(began).toHaveLength(starts.length);
    const told = began.map(({ time, timeLimitMs }) => `${time.slice(0, 15)} ${timeLimitMs}`);
    expect([...new Set(told)].sort()).toEqual(["2026-11-19T18:3 900000", "2026-11-20T18:3 900000"]);
  });

  it("has the shard that ends last commit each night", async () => {
    const spread = await logged("fanned-out");
    expect(spread.map(({ night, shards }) => [night, shards])).toEqual([
      ["2026-11-19", 3],
      ["2026-11-20", 3],
    ]);
    const committed = (await logged("committed")).map((line) => `${line.night} ${line.function}`);
    expect([...new Set(committed)]).toEqual(["2026-11-19 shard", "2026-11-20 shard"]);
  });

  it("writes no secret", async () => {
    for (const { text } of await everyFile(join(place, "played")))
      expect(text).not.toMatch(/secretMadeUp|AKID|q-signature=[0-9a-f]|token=made-up|user:pass|whsec_|:\d+\/alerts/);
  });

  it("ends what runs when it is interrupted", async () => {
    const told = createFakeIo({ functions });
    const open = async (path: string, options?: DemoCloudOptions) => {
      const cloud = await openNights(path, options);
      const start: typeof cloud.app.functions.start = async (...args) => {
        const started = await cloud.app.functions.start(...args);
        told.interrupt();
        return started;
      };
      return { ...cloud, app: { ...cloud.app, functions: { ...cloud.app.functions, start } } };
    };
    await expect(playDemo(join(place, "interrupted"), told, { fanOut: true, open })).rejects.toThrow("interrupted");
    expect(clouds.at(-1)?.emulator.scf.results).toMatchObject([
      { functionName: "job-audit-audit", tries: [{ ok: false, error: { statusCode: 499 } }] },
    ]);
  });

  it("says what to do where nothing was built", async () => {
    const told = createFakeIo({ functions: "nowhere" });
    expect(await runCli(["demo", "--fan-out"], told)).toBe(2);
    expect(told.written).toEqual({
      out: "",
      err:
        "Cannot read the bundled function nowhere/audit/index.js: there is no such file; " +
        "`npm run build` makes the functions beside dist/job-audit.js\n",
    });
  });
});
