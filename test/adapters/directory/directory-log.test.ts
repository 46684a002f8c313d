import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDirectoryLog } from "../../../lib/adapters/directory/directory-log.ts";
import { createDirectoryStore } from "../../../lib/adapters/directory/directory-store.ts";
import { appendLogContract } from "../../contract/append-log.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "job-audit-log-"));
});

afterAll(() => rm(folder, { recursive: true }));

appendLogContract("a folder", async () => createDirectoryLog(createDirectoryStore(folder)));

describe("createDirectoryLog()", () => {
  it("names each file by the bytes before it", async () => {
    const log = createDirectoryLog(createDirectoryStore(folder));
    const { signal } = new AbortController();
    await log.append("named/deliveries.jsonl", 0, ["ten bytes"], signal);
    await log.append("named/deliveries.jsonl", 10, ["x"], signal);
    expect((await readdir(join(folder, "named", "deliveries"))).sort()).toEqual([
      "000000000000.jsonl",
      "000000000010.jsonl",
    ]);
  });
});
