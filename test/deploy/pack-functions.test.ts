import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FunctionModel } from "../../deploy/function-model.ts";
import { packFunctions } from "../../deploy/pack-functions.ts";
import { leastModel, leastSettings } from "./least-service.ts";
import { makeProject } from "./small-project.ts";

let root = "";
beforeEach(async () => {
  root = await makeProject();
});
afterEach(() => rm(root, { recursive: true, force: true }));

const again: FunctionModel = { ...leastModel, key: "again", name: "job-audit-again" };

function pack(functions: readonly FunctionModel[]) {
  return packFunctions(root, { region: "ap-chongqing", namespace: "default", endpoint: null, code: null, functions });
}

describe("packFunctions()", () => {
  it("packs each function with the settings, in the model's order", async () => {
    const packed = await pack([leastModel, again]);
    expect(packed.map(({ model }) => model)).toEqual([leastModel, again]);
    for (const { zip, sha256, bytes, bundleBytes } of packed) {
      const files = unzipSync(zip);
      expect(Object.keys(files)).toEqual(["index.js", "job-audit.yaml"]);
      expect(Buffer.from(files["job-audit.yaml"] ?? []).toString()).toBe(leastSettings);
      expect(Buffer.from(files["index.js"] ?? []).toString()).toContain("main_handler");
      expect({ bytes, bundleBytes }).toEqual({ bytes: zip.length, bundleBytes: files["index.js"]?.length });
      expect(sha256).toBe(createHash("sha256").update(zip).digest("hex"));
    }
  });

  it("has another digest for other settings", async () => {
    const [before] = await pack([leastModel]);
    await writeFile(join(root, "job-audit.yaml"), `${leastSettings}concurrency: 4\n`);
    const [after] = await pack([leastModel]);
    expect(after?.sha256).not.toBe(before?.sha256);
  });

  it("refuses settings that any of the functions could not use, with its variables", async () => {
    const wrong = { ...again, environment: { AUDIT_CONCURRENCY: "0" } };
    await expect(pack([leastModel, wrong])).rejects.toMatchObject({
      code: "CONFIG",
      problems: [expect.stringMatching(/^AUDIT_CONCURRENCY: /)],
    });
  });

  it("names every source that is not there", async () => {
    await expect(
      pack([{ ...leastModel, entry: "functions/one.ts" }, leastModel, { ...again, entry: "functions/two.ts" }]),
    ).rejects.toMatchObject({
      message: "Cannot pack the functions",
      problems: [
        "functions.audit.entry: there is no file functions/one.ts",
        "functions.again.entry: there is no file functions/two.ts",
      ],
    });
  });
});
