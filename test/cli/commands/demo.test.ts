import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { playDemo } from "../../../cli/commands/demo.ts";
import { type DemoCloud, startDemoCloud } from "../../../cli/demo-cloud.ts";
import { runCli } from "../../../cli/run-cli.ts";
import { everyFile, holdToSchemas } from "../../published-schemas.ts";
import { createFakeIo } from "../fake-io.ts";
import { createQuickClock } from "../quick-clock.ts";

let folder = "";
const io = createFakeIo();
let exitCode: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "job-audit-demo-"));
  exitCode = await playDemo(folder, io);
}, 60_000);

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function say(...args: string[]) {
  const reader = createFakeIo({ clock: createQuickClock(Date.UTC(2026, 10, 22, 2)) });
  const code = await runCli([...args, "--config", join(folder, "job-audit.yaml")], reader);
  return { ...reader.written, code };
}

describe("demo", () => {
  it("tells three mornings, each as it was planted", () => {
    expect(io.written.err).toBe("");
    expect(exitCode).toBe(0);
    expect(io.written.out.match(/^As planted in \S+:$/gm)).toEqual([
      "As planted in 2026-11-19:",
      "As planted in 2026-11-20:",
      "As planted in 2026-11-21:",
    ]);
    expect(io.written.out).toContain("As planted: all 3 mornings, nothing missed, nothing made up.\n");
  });

  it("tells the incident in a sentence, and the recovery after it", () => {
    expect(io.written.out).toMatch(
      /got worse since 2026-11-19: \d+ new groups of findings, 1 queue was\n {2}paused, 1 callback was switched off\.$/m,
    );
    expect(io.written.out).toMatch(
      /^ +1\. product-images \/ PicProcess: new: \d+ jobs failed with WatermarkNotFound$/m,
    );
    expect(io.written.out).toMatch(/^ +absent +WatermarkNotFound +product-images +\d+ +0 +11-20$/m);
    expect(io.written.out).toMatch(/^ {3}resumed +archive +Paused +Active$/m);
  });

  it("reads as the README says", async () => {
    const readme = await readFile("README.md", "utf8");
    const excerpt = /## What a morning reads like[\s\S]*?```\n([\s\S]*?)\n {3}…\n```/.exec(readme)?.[1] ?? "no excerpt";
    expect(io.written.out).toContain(excerpt);
  });

  it("leaves reports in a folder that the commands read without an emulator or credentials", async () => {
    const show = await say("show", "--date", "2026-11-20", "--json");
    expect(show.code).toBe(0);
    expect(show.out.trim().split("\n").length).toBeGreaterThan(500);
    const carried = await say("show", "--date", "2026-11-21", "--what", "carried");
    expect(carried.code).toBe(0);
    const diff = await say("diff", "--date", "2026-11-20", "--json");
    expect(JSON.parse(diff.out)).toMatchObject({ alreadyCommitted: true, night: "2026-11-20" });
    expect(diff.code).toBe(1);
  });

  it("lets what recovered be left out of what is to be tried again", async () => {
    const told = /^Inputs that had failed: \d+ failed again, (\d+) recovered$/m.exec(io.written.out)?.[1];
    const args = ["export", "--date", "2026-11-20", "--format", "jsonl"];
    const all = (await say(...args)).out.split("\n");
    const left = await say(...args, "--not-recovered");
    expect(left.err).toContain(`Left out: ${told} jobs whose input recovered in a later night.\n`);
    expect(all.length - left.out.split("\n").length).toBe(Number(told));
  });

  it("writes only files that its published schemas hold for", async () => {
    const checked = await holdToSchemas(join(folder, "objects", "audit-1250000000", "audits"));
    expect(checked.problems).toEqual([]);
    expect(checked.rows).toMatchObject({
      manifest: 3,
      commit: 3,
      summary: 3,
      diff: 3,
      "diff-manifest": 3,
      "diff-commit": 3,
    });
  });

  it("writes no secret, and no URL query of the service's texts", async () => {
    const written = await everyFile(folder);
    const config = await readFile(join(folder, "job-audit.yaml"), "utf8");
    for (const text of [...written.map(({ text }) => text), config, io.written.out, io.written.err]) {
      expect(text).not.toMatch(/secretMadeUp|AKIDmadeUp|q-signature=[0-9a-f]|sign-time=|token=made-up|user:pass/);
    }
  });

  it("keeps what the functions logged, each once a night", async () => {
    const log = await readFile(join(folder, "functions.log"), "utf8");
    const done = log
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === "done");
    expect(done.map((line) => line.function)).toHaveLength(6);
    expect(done.filter((line) => line.function === "diff")).toHaveLength(3);
  });
});

describe("demo, when a morning is not what was planted", () => {
  async function playChanged(change: (cloud: DemoCloud) => Partial<DemoCloud>, json = false) {
    const changed = await mkdtemp(join(tmpdir(), "job-audit-demo-"));
    onTestFinished(() => rm(changed, { recursive: true }));
    const told = createFakeIo();
    const open = async (path: string) => {
      const cloud = await startDemoCloud(path);
      const nights = cloud.nights.slice(0, 1);
      return { ...cloud, nights, ...change({ ...cloud, nights }) };
    };
    const code = await playDemo(changed, told, { json, open });
    return { ...told.written, code };
  }

  it("says what differs, and exits with 3", async () => {
    const said = await playChanged(({ nights }) => ({
      nights: nights.map(({ scenario, truth }) => ({ scenario, truth: { ...truth, worse: 7 } })),
    }));
    expect(said.code).toBe(3);
    expect(said.out).not.toContain("As planted");
    expect(said.err).toBe(
      "The morning after 2026-11-19 is not what was planted:\n  - 7 lines got worse, and 0 were told\n\n1 of 1 morning not as planted.\n",
    );
  }, 60_000);

  it("says that nothing was committed, and what the functions logged", async () => {
    const start = async () => ({ requestId: null });
    const said = await playChanged(({ app }) => ({ app: { ...app, functions: { start } }, log: () => "a line\n" }));
    expect(said.code).toBe(3);
    expect(said.err).toContain("  - the functions committed nothing\n\nThe functions logged:\na line\n");
  });

  it("prints one line of JSON a morning with --json, with what differs, and nothing else", async () => {
    const planted = await playChanged(() => ({}), true);
    expect(planted).toMatchObject({ code: 0, err: "" });
    const lines = planted.out.split("\n");
    expect(lines).toHaveLength(2);
    expect(JSON.parse(planted.out)).toEqual({
      night: "2026-11-19",
      status: "complete",
      jobs: 8_000,
      counts: {
        byState: { Cancel: 32, Failed: 292, Success: 7_676 },
        byVerdict: { failed: 292, "hidden-failure": 16 },
      },
      findings: 308,
      carried: 0,
      amendments: 0,
      failedAgain: 0,
      recovered: 0,
      queues: 0,
      worse: 0,
      asPlanted: true,
      differences: [],
    });
    const start = async () => ({ requestId: null });
    const empty = await playChanged(({ app }) => ({ app: { ...app, functions: { start } } }), true);
    expect(empty.code).toBe(3);
    expect(JSON.parse(empty.out)).toEqual({
      night: "2026-11-19",
      asPlanted: false,
      differences: ["the functions committed nothing"],
    });
  }, 60_000);

  it("ends what it has begun when it is interrupted", async () => {
    const changed = await mkdtemp(join(tmpdir(), "job-audit-demo-"));
    onTestFinished(() => rm(changed, { recursive: true }));
    const told = createFakeIo();
    told.interrupt();
    await expect(playDemo(changed, told)).rejects.toThrow("interrupted");
  });
});
