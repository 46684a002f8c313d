import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDirectoryStore } from "../../lib/adapters/directory/directory-store.ts";
import { scopePartKey } from "../../lib/core/key.ts";
import type { Amendment, Carried } from "../../lib/core/schema/carried.ts";
import type { Finding } from "../../lib/core/schema/finding.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { ScopeSummary, Summary } from "../../lib/core/schema/summary.ts";
import { commitNight } from "../../lib/usecases/report/commit-night.ts";
import { toLine } from "../../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../../lib/usecases/report/report-writer.ts";
import { type Block, openDuckDb, readBlocks, shownInstant } from "./duckdb.ts";
import { groupRows, type Stored, storedLines } from "./stored-lines.ts";
import { playThreeNights } from "./three-nights.ts";

const never = new AbortController().signal;
const blocks = readBlocks("query.md");
const answers = new Map<Block, Awaited<ReturnType<Ask>>>();
let folder = "";
let repaired: Manifest;
let ask: Ask;

type Ask = Awaited<ReturnType<typeof openDuckDb>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "job-audit-query-"));
  const [, , last] = await playThreeNights(folder);
  if (last === undefined) throw new Error("there are three nights");
  repaired = await repair(last.manifest);
  ask = await openDuckDb(folder);
  for (const block of blocks.filter(({ tested }) => tested)) answers.set(block, await ask(block.sql));
});

afterAll(() => rm(folder, { recursive: true }));

/** A second revision of the last night, in which three findings are missing: those of the first lie beside it. */
async function repair(manifest: Manifest): Promise<Manifest> {
  const store = createDirectoryStore(folder);
  const kept = findings().filter(({ date, code }) => date === manifest.night && code !== "InvalidContent");
  const [first] = kept;
  if (first === undefined) throw new Error("the night has findings");
  const writer = createReportWriter(store, never);
  const keyOf = scopePartKey("findings", { family: "pic", date: manifest.night }, first);
  await writer.lines(
    "findings",
    keyOf,
    kept.map(({ date: _, ...row }) => toLine(row)),
  );
  const others = manifest.files.filter(({ dataset }) => dataset !== "findings");
  const second = { ...manifest, revision: 2, byVerdict: { failed: kept.length }, files: [...writer.files, ...others] };
  await commitNight(store, second, never);
  return second;
}

function findings(): Stored<Finding>[] {
  return storedLines<Finding>(folder, "findings");
}

/** The answers to a question's blocks, in their order. */
function answersTo(question: number) {
  return [...answers].filter(([block]) => block.question === question).map(([, rows]) => rows);
}

/** Sorted by these, one after the other, as the page has it. */
function inOrder<Row>(rows: readonly Row[], ...keys: readonly ((row: Row) => string | number)[]): Row[] {
  return [...rows].sort((a, b) => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  });
}

function scopesOfNights(): Stored<ScopeSummary>[] {
  return storedLines<Summary>(folder, "summaries").flatMap(({ scopes, date }) =>
    scopes.map((scope) => ({ ...scope, date })),
  );
}

describe("docs/query.md", () => {
  it("has a setup and five questions, and says which SQL nobody tried", () => {
    expect(blocks.map(({ question, tested }) => [question, tested])).toEqual([
      [null, true],
      [1, true],
      [2, true],
      [2, true],
      [3, true],
      [4, true],
      [5, true],
      [5, true],
      [null, false],
    ]);
  });

  it("1: counts the failures of one night by code and queue", () => {
    const failed = findings().filter(({ date, verdict }) => date === "2026-11-21" && verdict === "failed");
    const counted = groupRows(failed, ({ bucket, queueId, code }) => [bucket, queueId, code]).map((rows) => {
      const [{ bucket, queueId, code }] = rows;
      const times = rows.map(({ createdAt }) => createdAt).sort();
      return { bucket, queueId, code, jobs: rows.length, first: times[0] ?? "", last: times.at(-1) ?? "" };
    });
    const expected = inOrder(
      counted,
      ({ jobs }) => -jobs,
      ({ code }) => code,
    );
    expect(expected.map(({ code, jobs }) => [code, jobs])).toEqual([
      ["WatermarkFailed", 12],
      ["ResourceDownloadFailed", 7],
      ["InvalidContent", 3],
    ]);
    expect(answersTo(1)[0]).toEqual(
      expected.map((row) => ({
        ...row,
        jobs: String(row.jobs),
        first: shownInstant(row.first),
        last: shownInstant(row.last),
      })),
    );
  });

  it("2: tells the failing operations of each night", () => {
    const operations = scopesOfNights().flatMap(({ date, operations }) => operations.map((row) => ({ ...row, date })));
    const rates = groupRows(operations, ({ date, operation }) => [date, operation]).map((rows) => {
      const [{ date, operation }] = rows;
      const failed = rows.reduce((sum, row) => sum + row.failed, 0);
      const ended = rows.reduce((sum, row) => sum + row.failed + row.succeeded, 0);
      return { date, operation, failed, ended, percent: Math.round((1000 * failed) / ended) / 10 };
    });
    const failing = inOrder(
      rates.filter(({ failed }) => failed > 0),
      ({ percent }) => -percent,
      ({ date }) => date,
    );
    expect(failing.at(-1)).toEqual({ date: "2026-11-21", operation: "t1", failed: 12, ended: 32, percent: 37.5 });
    expect(answersTo(2)[0]).toEqual(
      failing.map((row) => ({ ...row, failed: String(row.failed), ended: String(row.ended) })),
    );
  });

  it("2: tells where jobs run longest", () => {
    const ran = scopesOfNights().filter(({ run }) => run.count > 0);
    const expected = inOrder(
      ran,
      ({ run }) => -Number(run.p90Ms),
      ({ date }) => date,
      ({ bucket }) => bucket,
    );
    expect(expected[0]).toMatchObject({ date: "2026-11-21", queueId: "p2" });
    expect(answersTo(2)[1]).toEqual(
      expected.map(({ date, bucket, queueId, tag, complete, run }) => ({
        ...{ date, bucket, queueId, tag, complete, ended: String(run.count) },
        ...{ p50Ms: String(run.p50Ms), p90Ms: String(run.p90Ms), p99Ms: String(run.p99Ms) },
      })),
    );
  });

  it("3: follows jobs that hang over midnight to their end", () => {
    const carried = storedLines<Carried>(folder, "carried");
    const amendments = storedLines<Amendment>(folder, "amendments");
    const stuck = findings().filter(({ verdict }) => verdict.startsWith("stuck."));
    const followed = stuck.map(({ date, bucket, queueId, jobId, verdict }) => {
      const nights = carried.filter((row) => row.jobId === jobId).length;
      const end = amendments.find((row) => row.jobId === jobId);
      const became = end?.state ?? "open";
      return { night: date, bucket, queueId, jobId, verdict, nights, learned: end?.date ?? null, became };
    });
    const expected = inOrder(
      followed,
      ({ nights }) => -nights,
      ({ night }) => night,
      ({ jobId }) => jobId,
    );
    expect(expected.map(({ became, nights }) => `${became} ${nights}`)).toEqual([
      ...["open 2", "open 2", "open 2", "Success 1", "open 1", "Failed 0", "Failed 0"],
    ]);
    expect(answersTo(3)[0]).toEqual(expected.map(({ nights, ...row }) => ({ ...row, nights_carried: String(nights) })));
  });

  it("4: names inputs that failed in more than one night", () => {
    const failed = findings().filter(({ verdict }) => verdict === "failed");
    const again = groupRows(failed, ({ input, bucket, operation }) => [bucket, input?.object, operation?.rule])
      .map((rows) => ({ rows, dates: [...new Set(rows.map(({ date }) => date))].sort() }))
      .filter(({ dates }) => dates.length > 1)
      .map(({ rows, dates }) => ({
        ...{ input_bucket: rows[0].bucket, input: rows[0].input?.object ?? "", tag: rows[0].tag },
        ...{ template: null, rule: rows[0].operation?.rule ?? "" },
        ...{ nights: dates.length, jobs: rows.length, first: dates[0], last: dates.at(-1) },
        codes: [...new Set(rows.map(({ code }) => code))].sort(),
      }));
    const expected = inOrder(
      again,
      ({ nights }) => -nights,
      ({ jobs }) => -jobs,
      ({ input }) => input,
    );
    expect(expected.map(({ input }) => input)).toContain("in/2/5.jpg");
    expect(answersTo(4)[0]).toEqual(
      expected.map((row) => ({ ...row, nights: String(row.nights), jobs: String(row.jobs) })),
    );
  });

  it("5: reads one revision by its manifest, and nothing that lies beside it", async () => {
    expect(answersTo(5)[1]).toEqual([{ revision: 2, status: "complete", verdict: "failed", found: "7", stated: "7" }]);
    const [whole] = await ask("SELECT count(*) AS jobs FROM findings WHERE date = DATE '2026-11-22'");
    expect(whole).toEqual({ jobs: "17" });
    const [exact] = await ask("SELECT count(*) AS jobs, any_value(date) AS date FROM committed_findings");
    expect(exact).toEqual({ jobs: "7", date: repaired.night });
  });

  it("5: lets other questions be asked of that revision", async () => {
    const [first] = blocks.filter(({ question }) => question === 1);
    const asked = first?.sql.replace("FROM findings", "FROM committed_findings").replace("2026-11-21", repaired.night);
    const rows = await ask(asked ?? "");
    expect(rows.map(({ code, jobs }) => [code, jobs])).toEqual([["ResourceDownloadFailed", "7"]]);
  });
});
