import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSettingsFile, settingsOf } from "../../deploy/settings-file.ts";
import { leastModel, leastSettings } from "./least-service.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "deploy-settings-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

describe("readSettingsFile()", () => {
  it("reads the file beside serverless.yml as it is", async () => {
    await writeFile(join(root, "job-audit.yaml"), "\uFEFF# 中\r\n");
    expect(Buffer.from(readSettingsFile(root)).toString()).toBe("\uFEFF# 中\r\n");
  });

  it("says how to begin when there is none", () => {
    expect(() => readSettingsFile(root)).toThrow(
      expect.objectContaining({
        code: "CONFIG",
        message:
          "Cannot pack the functions without their settings, job-audit.yaml: there is none beside serverless.yml",
        problems: [expect.stringContaining("  regions: [ap-chongqing]\n  report: { store: cos, bucket: audit-")],
      }),
    );
  });

  it("shows settings to begin with that can be used", () => {
    let shown = "";
    try {
      readSettingsFile(root);
    } catch (error) {
      shown = (error as { problems: string[] }).problems.join().split("such as\n")[1] ?? "";
    }
    expect(settingsOf(leastModel, bytes(shown)).regions).toEqual(["ap-chongqing"]);
  });

  it("says what stands in the way of one that is there", async () => {
    await mkdir(join(root, "job-audit.yaml"));
    expect(() => readSettingsFile(root)).toThrow("job-audit.yaml: it cannot be read: EISDIR");
  });
});

describe("settingsOf()", () => {
  it("lets the function's variables stand above the file", () => {
    const model = { ...leastModel, environment: { AUDIT_CONCURRENCY: "4" } };
    expect(settingsOf(model, bytes(leastSettings)).concurrency).toBe(4);
    expect(settingsOf(leastModel, bytes(leastSettings)).concurrency).toBe(16);
  });

  it("refuses what the function would refuse", () => {
    expect(() => settingsOf(leastModel, bytes(`${leastSettings}concurency: 4\n`))).toThrow(
      expect.objectContaining({ problems: ["concurency: unknown key; did you mean concurrency?"] }),
    );
  });

  it("refuses to write reports where they are lost", () => {
    const text = "regions: [ap-chongqing]\nreport: { store: directory, path: ./reports }\n";
    expect(() => settingsOf(leastModel, bytes(text))).toThrow(
      expect.objectContaining({
        message: "Cannot use the settings in job-audit.yaml for the function audit",
        problems: ["report.store: found directory; expected cos: what a function writes to its own disk is lost"],
      }),
    );
  });
});
