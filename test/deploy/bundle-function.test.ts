import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundleFunction } from "../../deploy/bundle-function.ts";
import { makeProject } from "./small-project.ts";

let roots: string[] = [];
beforeEach(async () => {
  roots = [await makeProject(), await makeProject()];
});
afterEach(() => Promise.all(roots.map((root) => rm(root, { recursive: true, force: true }))));

async function textOf(root = "", entry = "functions/audit.ts"): Promise<string> {
  return new TextDecoder().decode(await bundleFunction(root, entry));
}

describe("bundleFunction()", () => {
  it("makes one file that can be required, and that knows where it lies", async () => {
    const [root = ""] = roots;
    const file = join(root, "index.cjs");
    await writeFile(file, await bundleFunction(root, "functions/audit.ts"));
    const { main_handler } = createRequire(import.meta.url)(file);
    expect(JSON.parse(main_handler(1))).toEqual({ event: 1, url: `file://${file}` });
  });

  it("keeps licences, and nothing of the folder or of where a link leads", async () => {
    const [one = "", other = ""] = roots;
    for (const [root, modules] of [
      [one, join(one, "lib")],
      [other, join(other, "elsewhere")],
    ] as const) {
      await rm(join(root, "node_modules"));
      await mkdir(join(modules, "dep"), { recursive: true });
      await writeFile(join(modules, "dep", "index.js"), "/*! Licence of dep. */ module.exports = () => 1;");
      await symlink(modules, join(root, "node_modules"));
      await writeFile(join(root, "functions", "diff.ts"), 'import dep from "dep";\nexport const main_handler = dep;\n');
    }
    const text = await textOf(one, "functions/diff.ts");
    expect(text).toContain("Licence of dep.");
    expect(text).not.toContain(one);
    expect(await textOf(other, "functions/diff.ts")).toBe(text);
  });

  it("takes of the COS SDK what signs, and no HTTP client", async () => {
    const [root = ""] = roots;
    const signs =
      'import { getAuthorization } from "cos-nodejs-sdk-v5";\nexport const main_handler = getAuthorization;\n';
    await writeFile(join(root, "functions", "sign.ts"), signs);
    const text = await textOf(root, "functions/sign.ts");
    expect(text).toContain("q-sign-algorithm");
    expect(text).not.toContain('require("https")');
  });

  it("says what it cannot bundle", async () => {
    const [root = ""] = roots;
    await writeFile(join(root, "functions", "audit.ts"), 'import "./nowhere.ts";\n');
    await expect(bundleFunction(root, "functions/audit.ts")).rejects.toThrow('Could not resolve "./nowhere.ts"');
  });
});
