import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { playDemo } from "../../../cli/commands/demo.ts";
import { runCli } from "../../../cli/run-cli.ts";
import { readOpenMetrics } from "../../adapters/metrics/open-metrics.ts";
import { everyFile, holdToSchemas } from "../../published-schemas.ts";
import { createFakeIo } from "../fake-io.ts";
import { createQuickClock } from "../quick-clock.ts";

let folder = "";
const io = createFakeIo();
let exitCode: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "job-audit-demo-"));
  exitCode = await playDemo(folder, io);
}, 180_000);

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function say(...args: string[]) {
  const reader = createFakeIo({ clock: createQuickClock(Date.UTC(2026, 10, 24, 2)) });
  const code = await runCli([...args, "--config", join(folder, "job-audit.yaml")], reader);
  return { ...reader.written, code };
}

describe("demo", () => {
  it("tells of eleven mornings, each as it was planted: quiet ones in a line, the others at length", () => {
    expect(io.written.err).toBe("");
    expect(exitCode).toBe(0);
    expect(io.written.out.match(/^As planted in \S+:$/gm)).toEqual([
      "As planted in 2026-11-20:",
      "As planted in 2026-11-21:",
    ]);
    expect(io.written.out).toContain(
      "\n2026-11-13 ▃▃▃▃▃▃▃ 2026-11-19: 7 quiet nights, 3.7 % failed, nothing opened.\n\nThe morning after 2026-11-20 ─",
    );
    expect(io.written.out).toContain("As planted: all 11 mornings, nothing missed, nothing made up.\n");
  });

  it("opens the incidents that were planted with the causes that were planted, and none other", () => {
    expect(changesIn("2026-11-20")).toEqual([
      "opened group.new of product-images / PicProcess / WatermarkNotFound (explained by another, not told)",
      "opened group.new of thumbnails / PicProcess / HeicDecodeFailed (explained by another, not told)",
      "opened jobs.stuck of backfill / PicProcess",
      "opened queue.callback-off of thumbnails",
      "opened queue.paused of archive",
      "opened rate.spike of product-images / PicProcess: operation watermark-brand",
      "opened rate.spike of thumbnails / PicProcess: prefix uploads/heic/, operation imageMogr2/format",
    ]);
    expect(changesIn("2026-11-21")).toEqual([
      "opened duration.slow of archive / PicProcess (explained by another, not told)",
      "opened jobs.failed-late of backfill / PicProcess",
      "opened jobs.vanished of backfill / PicProcess",
    ]);
  });

  it("resolves them all in the quiet nights after", async () => {
    expect(io.written.out).toContain(
      "\n2026-11-22 ▃▃ 2026-11-23: 2 quiet nights, 3.7 % failed, 10 incidents resolved.\n" +
        "  alert: Resolved: 5 · 2026-11-22\n  alert: Resolved: 2 · 2026-11-23\n",
    );
    expect((await say("alerts", "list", "--date", "2026-11-23")).code).toBe(0);
  });

  it("sends one alert of a night that has news, and shows it as a phone does", () => {
    const [first = "", second = "", ...others] = io.written.out
      .split("The alert, as a phone shows it\n")
      .slice(1)
      .map((text) => /^(?: {2}│.*\n)+/.exec(text)?.[0] ?? "");
    expect(others).toEqual([]);
    expect(first.split("\n").slice(0, 4)).toEqual([
      "  │ Critical: 5 new · 2026-11-20",
      "  │ 8,000 jobs, 952 failed, 1,092 findings",
      "  │ Open incidents: 7",
      "  │",
    ]);
    expect(first).toContain("  │ 240 of 240 extra failures: prefix uploads/heic/, operation imageMogr2/format\n");
    expect(first).toContain("  │ photos-1250000000 / archive\n");
    expect(second).toContain("  │ Warning: 2 new · 2026-11-21\n");
  });

  it("tells the incident in a sentence, and the recovery after it", () => {
    expect(io.written.out).toMatch(
      /got worse since 2026-11-19: \d+ failure rates spiked, \d+ new groups of\n {2}findings, 1 queue was paused, 1 callback was switched off\.$/m,
    );
    expect(io.written.out).toMatch(/^ +1\. product-images \/ PicProcess: spike: 476 jobs failed, 57 expected$/m);
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
      manifest: 11,
      commit: 11,
      summary: 11,
      diff: 11,
      "diff-manifest": 11,
      "diff-commit": 11,
      incidents: 11,
    });
  });

  it("keeps what each night and its diff measure, as texts that the OpenMetrics specification holds for", async () => {
    const texts = (await everyFile(folder)).filter(({ path }) => path.includes("/metrics/family=pic/"));
    const names = texts.map(({ path }) => path.replace(/^.*date=[\d-]+\//, ""));
    expect([...new Set(names)].map((name) => [name, names.filter((other) => other === name).length]).sort()).toEqual([
      ["diff-r0001.txt", 11],
      ["r0001.txt", 11],
    ]);
    expect(texts.flatMap(({ text }) => readOpenMetrics(text).problems)).toEqual([]);
  });

  it("writes no secret, and no URL query of the service's texts", async () => {
    const written = await everyFile(folder);
    const config = await readFile(join(folder, "job-audit.yaml"), "utf8");
    for (const text of [...written.map(({ text }) => text), config, io.written.out, io.written.err]) {
      expect(text).not.toMatch(
        /secretMadeUp|AKIDmadeUp|q-signature=[0-9a-f]|sign-time=|token=made-up|user:pass|whsec_|:\d+\/alerts/,
      );
    }
  });

  it("keeps what the functions logged, each once a night", async () => {
    const log = await readFile(join(folder, "functions.log"), "utf8");
    const done = log
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === "done");
    expect(done.map((line) => line.function)).toHaveLength(22);
    expect(done.filter((line) => line.function === "diff")).toHaveLength(11);
  });
});

/** What the demo says of incidents, sorted. */
function changesIn(night: string): readonly string[] {
  const [, told = ""] = io.written.out.split(`As planted in ${night}:\n`);
  const [lines = ""] = told.split("\n\n");
  return lines
    .replace(/\n {4}/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^(opened|resolved|changed) /.test(line))
    .sort();
}
