import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { removerOfFiles, removerOfObjects } from "../../../lib/adapters/account/remove-trial.ts";
import type { Send, TencentRequest } from "../../../lib/adapters/tencent/request.ts";
import { StoreError } from "../../../lib/core/errors.ts";
import { temporaryFolder } from "../../cli/small-cloud.ts";

const { signal } = new AbortController();
const place = { bucket: "audit-1250000000", region: "ap-chongqing" };
const mine = "v1/work/doctor/a1/put.json";
const othersKeys = [
  "v1/commits/family=pic/date=2026-11-20/r0001.json",
  "v1/work/run=a1/progress/0001-0001.jsonl.gz",
  "v1/work/doctor-notes.json",
  "v1/work/doctor/../run=a1/raw.bin",
  "v1/work/doctor/",
];

function remover(prefix: string) {
  const asked: TencentRequest[] = [];
  const send: Send = async (request, read) => {
    asked.push(request);
    const value = read({ status: 204, headers: {}, body: Buffer.alloc(0), requestId: null });
    return { value, retries: 0, requestId: null, rate: 0 };
  };
  return { asked, remove: removerOfObjects({ ...place, prefix, send }) };
}

describe("removerOfObjects()", () => {
  it.each([
    ["audits", `/audits/${mine}`],
    ["", `/${mine}`],
  ])("asks for one object to be deleted, under the prefix %j", async (prefix, path) => {
    const { asked, remove } = remover(prefix);
    await remove(mine, signal);
    const host = "audit-1250000000.cos.ap-chongqing.myqcloud.com";
    expect(asked).toEqual([{ method: "DELETE", host, path, query: {} }]);
  });

  it.each(othersKeys)("asks for nothing of %s", async (key) => {
    const { asked, remove } = remover("audits");
    await expect(remove(key, signal)).rejects.toBeInstanceOf(StoreError);
    expect(asked).toEqual([]);
  });
});

describe("removerOfFiles()", () => {
  async function withFiles(...keys: readonly string[]) {
    const root = await temporaryFolder();
    for (const key of keys) {
      await mkdir(join(root, key, ".."), { recursive: true });
      await writeFile(join(root, key), "{}\n");
    }
    return { root, remove: removerOfFiles(root), left: () => readdir(root, { recursive: true }) };
  }

  it("removes a file and the folders that hold nothing then, and finds nothing wrong with none", async () => {
    const { remove, left } = await withFiles(mine);
    await remove(mine, signal);
    await remove(mine, signal);
    expect(await left()).toEqual(["v1", join("v1", "work")]);
  });

  it("removes a log, and leaves what another visit wrote", async () => {
    const { remove, left } = await withFiles(
      "v1/work/doctor/a1/append/000000000000.jsonl",
      "v1/work/doctor/b2/put.json",
    );
    await remove("v1/work/doctor/a1/append.jsonl", signal);
    expect((await left()).sort()).toEqual(
      ["v1", "v1/work", "v1/work/doctor", "v1/work/doctor/b2", "v1/work/doctor/b2/put.json"].map((key) => join(key)),
    );
  });

  it.each(othersKeys)("leaves %s", async (key) => {
    const { remove } = await withFiles();
    await expect(remove(key, signal)).rejects.toBeInstanceOf(StoreError);
  });

  it("follows no link out of the folder, and stops when it is told to", async () => {
    const { root, remove } = await withFiles("v1/work/keep.json");
    const elsewhere = await withFiles("put.json");
    await mkdir(join(root, "v1/work/doctor"));
    await symlink(elsewhere.root, join(root, "v1/work/doctor/a1"));
    await expect(remove(mine, signal)).rejects.toThrow(/^Cannot remove .*a link there leads out of/);
    expect(await elsewhere.left()).toEqual(["put.json"]);
    await expect(remove(mine, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
  });
});
