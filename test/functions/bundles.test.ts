/** The functions as they are shipped: one file each, with settings beside it, on every Node that they may meet. */

import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../lib/adapters/system/clock.ts";
import { lastNightBefore } from "../../lib/core/night.ts";
import { readCommittedDiff } from "../../lib/usecases/diff/read-diff.ts";
import { readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { environment, openFunctionCloud } from "./function-cloud.ts";
import { fetchNodes, type NodeBinary } from "./nodes.ts";

const run = promisify(execFile);
const { signal } = new AbortController();

/** The oldest that the platform's API document names, the last of its line, and the default. */
const versions = ["18.15.0", "18.20.8", "20.19.5"];

/** Loads a function as the platform does, says how long that took since the process began, and calls it. */
const runner = `
const { main_handler } = require(process.argv[1]);
const readyMs = performance.now();
const tell = (told) => process.stdout.write(JSON.stringify({ node: process.versions.node, readyMs, ...told }) + "\\n");
main_handler(JSON.parse(process.argv[2]), { request_id: "r1", time_limit_in_ms: 60000 }).then(
  (result) => tell({ result }),
  ({ code }) => tell({ thrown: code }),
);
`;

let folder = "";
let nodes: NodeBinary[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "job-audit-bundles-"));
  const built = run(process.execPath, ["tools/build-functions.mjs", folder]);
  nodes = await fetchNodes(versions, folder);
  await built;
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder with nothing but one function and its settings. */
async function install(name: "audit" | "diff" | "watchdog" | "shard", settings: string): Promise<string> {
  const place = await mkdtemp(join(folder, `${name}-`));
  await copyFile(join(folder, name, "index.js"), join(place, "index.js"));
  await writeFile(join(place, "job-audit.yaml"), settings);
  return place;
}

async function call(node: NodeBinary, place: string, event: unknown, env: Record<string, string> = environment) {
  const elsewhere = join(place, "..");
  const args = ["-e", runner, join(place, "index.js"), JSON.stringify(event)];
  const { stdout } = await run(node.path, args, { cwd: elsewhere, env });
  return { ...JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? ""), log: stdout };
}

async function printCost(node: NodeBinary, name: string, place: string): Promise<void> {
  const bundle = await readFile(join(place, "index.js"));
  const starts: number[] = [];
  for (let round = 0; round < 3; round += 1) starts.push((await call(node, place, "none")).readyMs);
  const [, median = 0] = starts.sort((a, b) => a - b);
  const size = `${Math.round(bundle.length / 1024)} KB, ${Math.round(gzipSync(bundle).length / 1024)} KB packed`;
  process.stdout.write(`${name} on Node ${node.version}: ${size}, ready ${Math.round(median)} ms after its start\n`);
}

describe("the bundled functions", () => {
  it.each(versions.map((version, index) => [version, index] as const))(
    "audit, compare and watch a night on Node %s",
    async (version, index) => {
      const node = nodes[index] as NodeBinary;
      const now = Date.now();
      const night = lastNightBefore(now, "Asia/Shanghai", 7_200_000);
      const { app, settings } = await openFunctionCloud({ night, clock: systemClock });
      const timer = { Type: "Timer", TriggerName: "nightly", Time: new Date(now).toISOString(), Message: "" };

      const audit = await install("audit", settings);
      const audited = await call(node, audit, timer);
      expect(audited.node.split(".")[0]).toBe(version.split(".")[0]);
      expect(audited.result).toMatchObject({
        status: "done",
        nights: [{ family: "pic", date: night, status: "complete", already: false, jobs: 200, findings: 10 }],
        diffs: [{ date: night, diff: "made" }],
        failures: [],
        left: [],
      });
      expect(await readdir(audit)).toEqual(["index.js", "job-audit.yaml"]);
      const name = { family: "pic", date: night } as const;
      expect(await readCommittedNight(app.store, name, signal)).toMatchObject({ manifest: { jobs: 200 } });
      const committed = await readCommittedDiff(app.store, name, signal);
      expect(committed).toMatchObject({ commit: { revision: 1 } });

      const diff = await install("diff", settings);
      const diffed = await call(node, diff, {});
      expect(diffed.result).toMatchObject({
        status: "done",
        diffs: [{ date: night, commit: committed?.key, already: true }],
      });

      const watchdog = await install("watchdog", settings);
      const watched = await call(node, watchdog, {});
      expect(watched.result).toMatchObject({
        status: "done",
        nights: [{ family: "pic", date: night, commit: "complete", troubles: [] }],
        problems: [],
      });

      // What it does with a shard is tried where there is a platform that starts it.
      const shard = await install("shard", settings);
      const read = await call(node, shard, {});
      expect(read.result).toMatchObject({ status: "failed", error: { code: "EVENT" } });

      for (const { log } of [audited, diffed, watched, read])
        expect(log).not.toContain(environment.TENCENTCLOUD_SECRETKEY);
      for (const [name, place] of Object.entries({ audit, diff, watchdog, shard })) await printCost(node, name, place);
    },
  );

  it("say what is missing, from an empty folder", async () => {
    const place = join(folder, "empty");
    await mkdir(place);
    await copyFile(join(folder, "audit", "index.js"), join(place, "index.js"));
    const { result } = await call(nodes[0] as NodeBinary, place, { date: "2026-11-20" }, {});
    expect(result).toMatchObject({ status: "failed", error: { code: "CONFIG" } });
    expect(result.error.message).toContain("job-audit.yaml: there is no such file");
  });
});
