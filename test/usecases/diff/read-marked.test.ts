import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import { nightPartKey } from "../../../lib/core/key.ts";
import { readMarked } from "../../../lib/usecases/diff/read-marked.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;
const name = { family: "pic", date: "2026-11-21" } as const;

interface Row {
  readonly schema: "v1";
  readonly verdict: string;
  readonly note: string;
}

/** One file for each list of lines. */
async function filesOf(store: MemoryStore, ...files: readonly (readonly object[])[]) {
  const writer = createReportWriter(store, signal);
  for (const rows of files) {
    const lines = rows.map((row) => Buffer.from(`${JSON.stringify(row)}\n`));
    await writer.lines("groups", nightPartKey("groups", name), lines);
  }
  store.calls.length = 0;
  return writer.files;
}

function reading(store: MemoryStore, files: Awaited<ReturnType<typeof filesOf>>) {
  return readMarked<Row>(store, { files, schema: "v1", mark: '"verdict":"failed"' }, signal);
}

const failed = (note: string) => ({ schema: "v1", verdict: "failed", note });
const stuck = { schema: "v1", verdict: "stuck", note: 'not \\"verdict\\":\\"failed\\", 图片' };

describe("readMarked()", () => {
  it("gives the rows whose lines hold the mark, in the order of the files", async () => {
    const store = memoryStore();
    const files = await filesOf(store, [stuck, failed("图片 1"), stuck], [], [failed("2"), failed("3")], [stuck]);
    const notes: string[] = [];
    for await (const { note } of reading(store, files)) notes.push(note);
    expect(notes).toEqual(["图片 1", "2", "3"]);
  });

  it("asks for a file only when the one before is read to its end", async () => {
    const store = memoryStore();
    const files = await filesOf(store, [failed("1"), failed("2")], [failed("3")]);
    const rows = reading(store, files);
    await rows.next();
    await rows.next();
    expect(store.calls.map(({ key }) => key)).toEqual([files[0]?.key]);
    await rows.next();
    expect(store.calls.map(({ key }) => key)).toEqual(files.map(({ key }) => key));
  });

  it("parses no line without the mark", async () => {
    const store = memoryStore();
    const writer = createReportWriter(store, signal);
    await writer.lines("groups", nightPartKey("groups", name), [Buffer.from("{no json\n")]);
    expect(await reading(store, writer.files).next()).toEqual({ done: true, value: undefined });
  });

  it("refuses a row of another version", async () => {
    const store = memoryStore();
    const files = await filesOf(store, [{ ...failed("1"), schema: "v2" }]);
    const first = reading(store, files).next();
    await expect(first).rejects.toThrow(StoreError);
    await expect(first).rejects.toThrow(`${files[0]?.key}: it was written by another version of this program`);
  });
});
