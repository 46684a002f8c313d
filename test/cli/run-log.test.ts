/** `run --log FILE`. */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withLog } from "../../cli/run-log.ts";
import { StoreError } from "../../lib/core/errors.ts";
import { createRedactor } from "../../lib/runtime/redactor.ts";
import { leaks, poison, secretEnvironment } from "../runtime/planted-secrets.ts";
import { createFakeIo } from "./fake-io.ts";
import { openSmallCloud, temporaryFolder } from "./small-cloud.ts";

async function linesIn(path: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(path, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("run --log", () => {
  it("adds a line an event, with the run, the scope, durations and its end", async () => {
    const cloud = await openSmallCloud();
    const path = join(cloud.folder, "run.log");
    expect(await cloud.say(["run", "--log", path])).toMatchObject({ exitCode: 0 });
    const first = await linesIn(path);
    expect(first.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(["started", "night-planned", "scope-read", "step-ended", "committed", "done"]),
    );
    expect(first.every(({ command, level }) => command === "run" && level === "info")).toBe(true);
    const run = first.find(({ msg }) => msg === "committed")?.["run"];
    expect(run).toMatch(/^[0-9a-f]{16}$/);
    const scopes = first.filter(({ msg }) => msg === "scope-read");
    // Two queues, and three tags that settings ask for.
    expect(scopes).toHaveLength(2 * 3);
    expect(scopes[0]).toMatchObject({ run, queueId: expect.any(String), durationMs: expect.any(Number) });
    expect(first.at(-1)).toMatchObject({ msg: "done", exitCode: 0 });
    await cloud.say(["run", "--log", path]);
    const both = await linesIn(path);
    expect(both.slice(0, first.length)).toEqual(first);
    const again = both.slice(first.length).map(({ msg, run: of }) => [msg, of]);
    expect(again).toEqual([
      ["started", undefined],
      ["found-committed", run],
      ["done", undefined],
    ]);
  });

  it("tells the service's request id of what was refused", async () => {
    const denied = [{ bucket: "photos-1250000000" }];
    const cloud = await openSmallCloud({ service: { denied } });
    const path = join(cloud.folder, "run.log");
    expect((await cloud.say(["run", "--log", path])).exitCode).toBe(3);
    const told = (await linesIn(path)).filter(({ level }) => level === "warn");
    expect(new Set(told.map(({ msg }) => msg))).toEqual(new Set(["request-failed", "hole"]));
    for (const line of told) expect(line["serviceRequestId"]).toMatch(/\S{8}/);
  });

  it("refuses a file that cannot be opened before anything is asked", async () => {
    const cloud = await openSmallCloud();
    const path = join(cloud.folder, "none", "run.log");
    expect(await cloud.say(["run", "--log", path])).toMatchObject({ exitCode: 2, err: expect.stringContaining(path) });
    expect(cloud.emulator.stats().requests).toBe(0);
  });
});

describe("withLog()", () => {
  const redactor = () => createRedactor(secretEnvironment);

  it("writes no secret, of what failed either, and throws what was thrown", async () => {
    const path = join(await temporaryFolder(), "run.log");
    const failed = new StoreError(poison, { cause: new Error(poison) });
    const work = withLog({ path, io: createFakeIo(), redactor: redactor() }, async (events) => {
      events.tell({ event: "warning", family: "pic", code: poison, text: poison });
      throw failed;
    });
    await expect(work).rejects.toBe(failed);
    expect(leaks(await readFile(path, "utf8"))).toEqual([]);
    expect((await linesIn(path)).map(({ msg }) => msg)).toEqual(["started", "warning", "failed"]);
  });

  it.runIf(existsSync("/dev/full"))("goes on without a log when the disk is full, and says so once", async () => {
    const io = createFakeIo();
    const tell = { event: "progress-saved", run: "r", pieces: 1, durationMs: 1 } as const;
    const exitCode = await withLog({ path: "/dev/full", io, redactor: redactor() }, async (events) => {
      events.tell(tell);
      return 0;
    });
    expect(exitCode).toBe(0);
    expect(io.written.err).toMatch(/^Cannot write the log \/dev\/full: .*; the night goes on without it\.\n$/);
  });
});
