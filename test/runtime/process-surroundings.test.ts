import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../lib/core/errors.ts";
import { processSurroundings } from "../../lib/runtime/process-surroundings.ts";
import { temporaryFolder } from "../cli/small-cloud.ts";

describe("processSurroundings", () => {
  it("finds the settings beside the function's own file, whatever folder the process is in", async () => {
    const folder = await temporaryFolder();
    const { settingsText } = processSurroundings(pathToFileURL(join(folder, "index.js")).href);
    expect(settingsText()).toBeNull();
    await writeFile(join(folder, "job-audit.yaml"), "regions: [ap-x]");
    expect(settingsText()).toBe("regions: [ap-x]");
  });

  it("does not take settings that cannot be read for settings that are not there", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "job-audit.yaml"));
    const { settingsText } = processSurroundings(pathToFileURL(join(folder, "index.js")).href);
    expect(settingsText).toThrow(ConfigError);
    expect(settingsText).toThrow(
      "Cannot read settings from job-audit.yaml: EISDIR; pack it as a file that all may read",
    );
  });

  it("is the process otherwise", () => {
    const { env, log, clock } = processSurroundings("file:///index.js");
    expect([env, log]).toEqual([process.env, process.stdout]);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(60_000);
  });
});
