import { describe, expect, it } from "vitest";
import { emptyCounts } from "../../../cli/export/export-counts.ts";
import { type ExportRequest, exportWhat } from "../../../cli/export/export-what.ts";
import type { Amendment } from "../../../lib/core/schema/carried.ts";
import type { Finding } from "../../../lib/core/schema/finding.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { makeFinding } from "../finding.ts";
import { makeResult } from "../manifest.ts";
import { storeLines } from "../stored-lines.ts";

const host = "https://photos-1250000000.cos.ap-chongqing.myqcloud.com";

function failed(jobId: string, object: string | null, parts: Partial<Finding> = {}): Finding {
  return makeFinding({ jobId, input: { bucket: null, region: null, object }, ...parts });
}

function amended(jobId: string, object: string, parts: Partial<Amendment> = {}): Amendment {
  const finding = failed(jobId, object);
  const was = { state: "Running", startedAt: null };
  const told = { night: "2026-11-19", change: "ended", was, retriedBy: null } as const;
  return { ...finding, schema: "job-audit/amendment/v1", ...told, ...parts };
}

/** A report of these rows, as an export sees it. */
function request(findings: readonly Finding[], amendments: readonly Amendment[], format: ExportRequest["format"]) {
  const store = memoryStore();
  const files = [
    { dataset: "findings" as const, ...storeLines(store, "findings", findings) },
    { dataset: "amendments" as const, ...storeLines(store, "amendments", amendments) },
  ];
  const reports = [{ ...makeResult(), manifest: aManifest({ files }) }];
  return { store, reports, filter: {}, counts: emptyCounts(), format, bom: false, later: null };
}

async function textOf(what: keyof typeof exportWhat, asked: ExportRequest): Promise<string> {
  let text = "";
  for await (const chunk of exportWhat[what](asked, new AbortController().signal)) text += chunk;
  return text;
}

const findings = [
  failed("j1", "b.jpg"),
  failed("j2", "a.jpg"),
  failed("j3", "b.jpg"),
  failed("j4", null),
  failed("j5", "x?[cut:0123456789ab]"),
  failed("j6", "stuck.jpg", { verdict: "stuck.running" }),
];
const amendments = [
  amended("j7", "late.jpg"),
  amended("j8", "a.jpg"),
  amended("j9", "well.jpg", { verdict: null, fingerprint: null, state: "Success" }),
];

describe("exportWhat failed-inputs", () => {
  it("has each input once where it failed first, those of earlier nights last, and counts what is left out", async () => {
    const asked = request(findings, amendments, "url-file");
    expect(await textOf("failed-inputs", asked)).toBe(`${host}/b.jpg\n${host}/a.jpg\n${host}/late.jpg\n`);
    expect(asked.counts).toEqual({
      matching: 7,
      lines: 3,
      withoutInput: 1,
      withoutAddress: 1,
      recovered: 0,
      buckets: new Set(["photos-1250000000"]),
    });
  });

  it("has a line for each failed job that names an input, in the other formats", async () => {
    const asked = request(findings, amendments, "jsonl");
    const rows: { jobId: string }[] = (await textOf("failed-inputs", asked))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows.map(({ jobId }) => jobId)).toEqual(["j1", "j2", "j3", "j7", "j8"]);
    expect(rows[0]).toEqual(findings[0]);
    expect(asked.counts).toMatchObject({ lines: 5, withoutInput: 1, withoutAddress: 1 });
  });

  it("writes nothing for a night without failures, but the head of a table", async () => {
    expect(await textOf("failed-inputs", request([], [], "url-file"))).toBe("");
    expect(await textOf("failed-inputs", request([], [], "csv"))).toMatch(/^inputUrl,[^\n]*\r\n$/);
  });

  it("takes more jobs than are handled at once", async () => {
    const many = Array.from({ length: 1_203 }, (_, at) => failed(`j${at}`, `${at % 700}.jpg`));
    const asked = request(many, [], "url-file");
    const urls = (await textOf("failed-inputs", asked)).trimEnd().split("\n");
    expect(urls).toHaveLength(700);
    expect([urls[0], urls.at(-1)]).toEqual([`${host}/0.jpg`, `${host}/699.jpg`]);
    expect(asked.counts).toMatchObject({ matching: 1_203, lines: 700 });
  });

  it("ends when it is interrupted", async () => {
    const signal = AbortSignal.abort(new Error("interrupted"));
    const chunks = exportWhat["failed-inputs"](request(findings, [], "url-file"), signal);
    await expect(chunks[Symbol.asyncIterator]().next()).rejects.toThrow("interrupted");
  });
});

describe("exportWhat amendments", () => {
  it("has every amendment with the night that it amends", async () => {
    const text = await textOf("amendments", request(findings, amendments, "csv"));
    const lines = text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^2026-11-19,ended,Running,j7,/);
    expect(lines[3]).toMatch(/,PicProcess,,Success,/);
  });
});
