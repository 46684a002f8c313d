import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { manifestSchema } from "../../../lib/core/schema/manifest.ts";
import { createReportWriter, toDocument } from "../../../lib/usecases/report/report-writer.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const partKey = ({ index, sha256: hash }: { index: number; sha256: string }) => `parts/${index}-${hash}`;

describe("createReportWriter()", () => {
  it("writes no file where there are no lines", async () => {
    const store = memoryStore();
    const writer = createReportWriter(store, signal);
    await writer.lines("findings", partKey, []);
    expect([store.calls, writer.files]).toEqual([[], []]);
  });

  it.each([
    ["findings", 100_000],
    ["ledgers", 10_000],
  ] as const)("cuts %s after %i rows and tells of each part what is stored", async (dataset, most) => {
    const store = memoryStore();
    const writer = createReportWriter(store, signal);
    await writer.lines(dataset, partKey, [Buffer.from("{}\n".repeat(most + 1))]);
    expect(writer.files.map((file) => [file.dataset, file.rows])).toEqual([
      [dataset, most],
      [dataset, 1],
    ]);
    writer.files.forEach((file, index) => {
      const bytes = store.objects.get(file.key) ?? Buffer.of();
      const content = gunzipSync(bytes);
      expect(manifestSchema.shape.files.element.parse(file)).toEqual({
        dataset,
        key: `parts/${index}-${sha256(bytes)}`,
        bytes: bytes.length,
        rows: file.rows,
        sha256: sha256(bytes),
        uncompressedBytes: file.rows * 3,
        uncompressedSha256: sha256(content),
      });
    });
  });

  it("writes a document under the name of its content", async () => {
    const store = memoryStore();
    const writer = createReportWriter(store, signal);
    await writer.document("summaries", (hash) => `s/${hash}.json`, { a: [1, 2] });
    const bytes = Buffer.from('{\n  "a": [1, 2]\n}\n');
    expect(toDocument({ a: [1, 2] }).equals(bytes)).toBe(true);
    const key = `s/${sha256(bytes)}.json`;
    expect(Buffer.from(store.objects.get(key) ?? []).equals(bytes)).toBe(true);
    const hashes = { sha256: sha256(bytes), uncompressedSha256: sha256(bytes) };
    expect(writer.files).toEqual([{ dataset: "summaries", key, rows: 1, bytes: 18, uncompressedBytes: 18, ...hashes }]);
  });
});
