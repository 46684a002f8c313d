import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assertNewFile, writeNewFile } from "../../../cli/export/write-new-file.ts";
import { ConfigError, StoreError } from "../../../lib/core/errors.ts";
import { temporaryFolder } from "../small-cloud.ts";

async function* chunks(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

async function* breakingOff(error: unknown): AsyncGenerator<string> {
  yield "half";
  throw error;
}

describe("writeNewFile()", () => {
  it("writes all chunks and counts bytes, with nothing beside the file", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "out.txt");
    expect(await writeNewFile({ path, force: false }, chunks("图", "", "ab\n"))).toBe(6);
    expect(await readFile(path, "utf8")).toBe("图ab\n");
    expect(await readdir(folder)).toEqual(["out.txt"]);
  });

  it("leaves a file alone that appeared meanwhile", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "out.txt");
    async function* racing() {
      await writeFile(path, "mine");
      yield "theirs";
    }
    const writing = writeNewFile({ path, force: false }, racing());
    await expect(writing).rejects.toThrow(
      `Cannot write ${path}: it exists; name another file, or replace it with --force`,
    );
    expect(await readFile(path, "utf8")).toBe("mine");
    expect(await readdir(folder)).toEqual(["out.txt"]);
  });

  it("replaces a file with force, only once the new one is whole", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "out.txt");
    await writeFile(path, "old");
    const failure = new StoreError("Cannot read the report");
    await expect(writeNewFile({ path, force: true }, breakingOff(failure))).rejects.toBe(failure);
    expect(await readFile(path, "utf8")).toBe("old");
    await writeNewFile({ path, force: true }, chunks("new"));
    expect(await readFile(path, "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["out.txt"]);
  });

  it("says why a file cannot be written", async () => {
    const folder = await temporaryFolder();
    const missing = join(folder, "no", "out.txt");
    const writing = writeNewFile({ path: missing, force: false }, chunks("a"));
    await expect(writing).rejects.toThrow(ConfigError);
    await expect(writing).rejects.toThrow(`Cannot write ${missing}: there is no folder ${join(folder, "no")}`);
    await mkdir(join(folder, "deep"));
    const onFolder = writeNewFile({ path: join(folder, "deep"), force: true }, chunks("a"));
    await expect(onFolder).rejects.toThrow(`Cannot write ${join(folder, "deep")}: it is a folder`);
  });

  it("throws what is no fault of the file as it came", async () => {
    const path = join(await temporaryFolder(), "out.txt");
    const interruption = new Error("interrupted");
    await expect(writeNewFile({ path, force: false }, breakingOff(interruption))).rejects.toBe(interruption);
    await expect(readFile(path)).rejects.toThrow("ENOENT");
  });
});

describe("assertNewFile()", () => {
  it("refuses a name that is taken, also by a link that leads nowhere", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "out.txt");
    await expect(assertNewFile({ path, force: false })).resolves.toBeUndefined();
    await symlink(join(folder, "nowhere"), path);
    await expect(assertNewFile({ path, force: false })).rejects.toThrow(ConfigError);
    await expect(assertNewFile({ path, force: true })).resolves.toBeUndefined();
  });

  it("refuses a folder, with force too, and a folder that is not there, before anything is done", async () => {
    const folder = await temporaryFolder();
    for (const force of [false, true]) {
      await expect(assertNewFile({ path: folder, force })).rejects.toThrow(
        `Cannot write ${folder}: it is a folder; name a file in it`,
      );
    }
    const gone = join(folder, "gone");
    const refusal = `Cannot write ${join(gone, "out.txt")}: there is no folder ${gone}`;
    await expect(assertNewFile({ path: join(gone, "out.txt"), force: false })).rejects.toThrow(refusal);
    await expect(assertNewFile({ path: `${gone}/`, force: false })).rejects.toThrow(
      `Cannot write ${gone}/: there is no folder ${gone}/`,
    );
  });
});
