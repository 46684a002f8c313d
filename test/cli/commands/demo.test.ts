import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { playDemo } from "../../../cli/commands/demo.ts";
import { runCli } from "../../../cli/run-cli.ts";
import { everyFile, holdToSchemas } from "../../published-schemas.ts";
import { createFakeIo } from "../fake-io.ts";

let folder = "";
const io = createFakeIo();
let exitCode: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "job-audit-demo-"));
  exitCode = await playDemo(folder, io);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe("demo", () => {
  it("finds exactly what the scenario planted", () => {
    expect(exitCode).toBe(0);
    expect(io.written.out).toContain("As planted: 20000 jobs and 685 findings, none missed, none made up.");
  });

  it("leaves its report in a folder that show reads without an emulator or credentials", async () => {
    const reader = createFakeIo();
    const config = join(folder, "job-audit.yaml");
    expect(await runCli(["show", "--config", config, "--date", "2026-11-20", "--json"], reader)).toBe(0);
    expect(reader.written.out.trim().split("\n")).toHaveLength(685);
  });

  it("writes only files that its published schemas hold for", async () => {
    const checked = await holdToSchemas(join(folder, "objects", "audit-1250000000", "audits"));
    expect(checked.problems).toEqual([]);
    expect(checked.rows).toMatchObject({ finding: 685, "open-job": 179, queue: 7, manifest: 1, commit: 1, summary: 1 });
  });

  it("writes no secret, and no URL query of the service's texts", async () => {
    const written = await everyFile(folder);
    const config = await readFile(join(folder, "job-audit.yaml"), "utf8");
    for (const text of [...written.map(({ text }) => text), config, io.written.out, io.written.err]) {
      expect(text).not.toMatch(/secretMadeUp|AKIDmadeUp|q-signature=[0-9a-f]|sign-time=|token=made-up|user:pass/);
    }
  });
});
