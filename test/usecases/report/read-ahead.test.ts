import { describe, expect, it } from "vitest";
import { nightPartKey } from "../../../lib/core/key.ts";
import { readAhead } from "../../../lib/usecases/report/read-ahead.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;

async function filesOf(store: MemoryStore, texts: readonly string[]) {
  const writer = createReportWriter(store, signal);
  const key = nightPartKey("groups", { family: "pic", date: "2026-11-21" });
  for (const text of texts) await writer.lines("groups", key, [Buffer.from(text)]);
  store.calls.length = 0;
  return writer.files;
}

/** Of lengths of their own, so that what one leaves in memory would show in another. */
const texts = ["1\n".repeat(9000), "2\n", "3\n".repeat(50_000), "4\n".repeat(7)];

describe("readAhead()", () => {
  it("gives all lines of all files in their order", async () => {
    const store = memoryStore();
    const chunks: Buffer[] = [];
    for await (const chunk of readAhead(store, await filesOf(store, texts), signal)) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString("utf8")).toBe(texts.join(""));
    for (const chunk of chunks) expect(chunk.at(-1)).toBe(0x0a);
  });

  it("gives nothing of no files", async () => {
    expect(await readAhead(memoryStore(), [], signal).next()).toEqual({ done: true, value: undefined });
  });

  it("asks for the next file while one is read, and for no other", async () => {
    const store = memoryStore();
    const files = await filesOf(store, texts);
    const chunks = readAhead(store, files, signal);
    await chunks.next();
    expect(store.calls.map(({ key }) => key)).toEqual(files.slice(0, 2).map(({ key }) => key));
    await chunks.return(undefined);
    expect(store.calls).toHaveLength(2);
  });

  it("gives up a file with a line that is longer than any can be, before it fills the memory", async () => {
    const store = memoryStore();
    const [first] = await filesOf(store, ["x".repeat(2 ** 26 + 1)]);
    const reading = readAhead(store, first === undefined ? [] : [first], signal).next();
    await expect(reading).rejects.toThrow(`${first?.key} does not hold what its manifest says`);
  });

  it("tells of a file that cannot be read when it is its turn", async () => {
    const store = memoryStore();
    const files = await filesOf(store, texts);
    store.objects.delete(files[1]?.key ?? "");
    const read: string[] = [];
    const reading = async () => {
      for await (const chunk of readAhead(store, files, signal)) read.push(chunk.toString("utf8"));
    };
    await expect(reading()).rejects.toThrow(`${files[1]?.key} is missing`);
    expect(read.join("")).toBe(texts[0]);
  });
});
