import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { playDemo } from "../../cli/commands/demo.ts";
import { createProgram } from "../../cli/run-cli.ts";
import type { Finding } from "../../lib/core/schema/finding.ts";
import { createFakeIo } from "../cli/fake-io.ts";
import { addLines, commitAgain } from "./changed-reports.ts";
import { type Block, type DuckDb, demoReports, openDuckDb, readBlocks } from "./duckdb.ts";
import { failedAgain, failingOperations, failuresByCode, hungJobs, longestRuns } from "./expected-answers.ts";
import { groupRows, storedLines } from "./stored-lines.ts";

type Rows = Awaited<ReturnType<DuckDb["ask"]>>;

const incident = "2026-11-20";

const blocks = readBlocks("query.md");
const tested = blocks.filter((block) => block.tested);
const answers = new Map<Block, Rows>();
let place = "";
/** The demo's reports. */
let reports = "";
let duckDb: DuckDb;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "job-audit-query-"));
  expect(await playDemo(join(place, "job-audit-demo"), createFakeIo())).toBe(0);
  reports = join(place, demoReports);
  duckDb = await openDuckDb(reports);
  for (const block of tested) answers.set(block, await duckDb.ask(block.sql));
}, 180_000);

afterAll(() => rm(place, { recursive: true }));

function findingsIn(folder: string) {
  return storedLines<Finding>(folder, "findings");
}

/** The answers to a question's blocks, in their order. */
function answersTo(question: number): readonly Rows[] {
  return tested.filter((block) => block.question === question).map((block) => answers.get(block) ?? []);
}

function blocksOf(question: number | null): readonly Block[] {
  return tested.filter((block) => block.question === question);
}

/** The demo's reports once more, changed, and a DuckDB that has been set up for them. */
async function changedReports(name: string, change: (folder: string) => unknown) {
  const folder = join(place, name);
  await cp(reports, folder, { recursive: true });
  await change(folder);
  const { ask } = await openDuckDb(folder);
  for (const { sql } of blocksOf(null)) await ask(sql);
  return { folder, ask };
}

describe("docs/query.md", () => {
  it("has a setup and five questions, and says which SQL nobody tried", () => {
    const questions = blocks.map((block) => `${block.question ?? "none"}${block.tested ? "" : " untested"}`);
    expect(questions).toEqual(["none", "1", "2", "2", "3", "3", "3", "4", "5", "5", "none untested"]);
  });

  it("asks the demo's reports where the demo puts them", () => {
    expect(blocks[0]?.sql).toContain(`SET VARIABLE reports = '${demoReports}';\n`);
    const { commands } = createProgram({ io: createFakeIo(), action: () => async () => {} });
    const demo = commands.find((command) => command.name() === "demo");
    expect(demo?.description()).toContain(`files go to ${demoReports.split("/")[0]}/`);
  });

  it.each(
    tested.filter(({ shown }) => shown.length > 0).map((block) => ({ ...block, first: block.sql.split("\n")[0] })),
  )("shows the first rows of $question as they come: $first", async ({ sql, shown, more }) => {
    const rows = await duckDb.show(sql);
    expect(shown).toEqual(rows.slice(0, shown.length));
    expect(more).toBe(rows.length - shown.length);
  });

  it("shows an answer to every question", () => {
    const shown = tested.filter((block) => block.shown.length > 0).map(({ question }) => question);
    expect([...new Set(shown)]).toEqual([1, 2, 3, 4, 5]);
  });

  it("1: counts the failures of one night by code and queue", () => {
    const expected = failuresByCode(findingsIn(reports), incident);
    expect(expected[0]).toMatchObject({ code: "WatermarkNotFound", jobs: "420" });
    expect(answersTo(1)[0]).toEqual(expected);
  });

  it("2: tells the failing operations of each night", () => {
    const expected = failingOperations(reports);
    const nights = Array.from({ length: 11 }, (_, index) => `2026-11-${13 + index}`);
    expect(new Set(expected.map(({ date }) => date))).toEqual(new Set(nights));
    expect(answersTo(2)[0]).toEqual(expected);
  });

  it("2: tells where jobs run longest", () => {
    expect(answersTo(2)[1]).toEqual(longestRuns(reports));
  });

  it("3: follows jobs that hang over midnight to their end", () => {
    const expected = hungJobs(reports);
    expect(answersTo(3)[1]).toEqual(expected);
    const kinds = groupRows(expected, ({ verdict, became }) => [verdict, became]);
    const counted = kinds.map((rows) => `${rows[0].verdict} ${rows[0].became} ${rows.length}`);
    // As the demo plants them: 122 amended, 2 carried.
    expect(counted.sort()).toEqual([
      "held Success 73",
      "stuck.queued Cancel 4",
      "stuck.queued Failed 12",
      "stuck.running Failed 24",
      "stuck.running Success 8",
      "stuck.running vanished 1",
      "unrecognised open 2",
    ]);
    const answered = answersTo(3)[2]?.map(({ verdict, became, jobs }) => `${verdict} ${became} ${jobs}`);
    expect(answered?.sort()).toEqual(counted);
  });

  it("4: names inputs that failed in more than one night", () => {
    const expected = failedAgain(reports);
    expect(expected.length).toBeGreaterThan(10);
    expect(answersTo(4)[0]).toEqual(expected);
  });

  it("4: counts a failure that was learned later in its own night, and no failure that hid in a success", async () => {
    const [learned, hidden] = findingsIn(reports).filter(
      ({ date, verdict, input }) => date === "2026-11-21" && verdict === "failed" && input?.object,
    );
    if (learned === undefined || hidden === undefined) throw new Error("the night has failures with inputs");
    const amended = {
      ...learned,
      schema: "job-audit/amendment/v1",
      jobId: "jLearned",
      night: incident,
      change: "ended",
    };
    const succeeded = { ...hidden, jobId: "jHidden", verdict: "hidden-failure" };
    const scope = `region=${hidden.region}/bucket=${hidden.bucket}/queue=${hidden.queueId}/tag=${hidden.tag}`;
    const { folder, ask } = await changedReports("learned", (copy) => {
      addLines(copy, "amendments/family=pic/date=2026-11-21", [amended]);
      addLines(copy, `findings/family=pic/date=${incident}/${scope}`, [succeeded]);
    });
    const rows = await ask(blocksOf(4)[0]?.sql ?? "");
    expect(rows).toEqual(failedAgain(folder));
    const inputs = rows.map(({ input }) => input);
    expect(inputs).toContain(learned.input?.object);
    expect(inputs).not.toContain(hidden.input?.object);
    expect(rows).toHaveLength((answersTo(4)[0]?.length ?? 0) + 1);
  });

  it("3 and 4: can be asked when no night has carried or amended a job", async () => {
    const { folder, ask } = await changedReports("unamended", async (copy) => {
      for (const dataset of ["carried", "amendments"]) await rm(join(copy, "v1", dataset), { recursive: true });
    });
    for (const { sql } of blocksOf(3)) await ask(sql);
    expect(await ask("SELECT DISTINCT became, nights_carried AS carried FROM hung")).toEqual([
      { became: "open", carried: "0" },
    ]);
    expect(await ask(blocksOf(4)[0]?.sql ?? "")).toEqual(failedAgain(folder));
  });
});

describe("docs/query.md, question 5", () => {
  const isKept = ({ code }: Finding) => code !== "WatermarkNotFound";

  async function twoRevisions(name: string) {
    let kept: readonly Finding[] = [];
    const changed = await changedReports(name, async (folder) => {
      kept = await commitAgain(folder, incident, isKept);
    });
    return { ...changed, kept };
  }

  function counts(findings: readonly Finding[], revision: number) {
    return groupRows(findings, ({ verdict }) => verdict)
      .map((rows) => ({ verdict: rows[0].verdict, found: String(rows.length), stated: String(rows.length) }))
      .sort((a, b) => (a.verdict < b.verdict ? -1 : 1))
      .map((row) => ({ revision, status: "complete", ...row }));
  }

  it("finds in the files what the manifest states", () => {
    const findings = findingsIn(reports).filter(({ date }) => date === incident);
    expect(answersTo(5)[1]).toEqual(counts(findings, 1));
  });

  it("reads the newest revision by its manifest, and nothing that lies beside it", async () => {
    const { folder, ask, kept } = await twoRevisions("newest");
    const [open, compare] = blocksOf(5);
    await ask(open?.sql ?? "");
    expect(await ask(compare?.sql ?? "")).toEqual(counts(kept, 2));
    const [pattern] = await ask(`SELECT count(*)::INTEGER AS jobs FROM findings WHERE date = DATE '${incident}'`);
    const beside = findingsIn(folder).filter(({ date }) => date === incident);
    expect(beside.length).toBeGreaterThan(kept.length);
    expect(pattern).toEqual({ jobs: beside.length });
  });

  it("lets question 1 be asked of that revision", async () => {
    const { ask, kept } = await twoRevisions("asked");
    await ask(blocksOf(5)[0]?.sql ?? "");
    const asked = blocksOf(1)[0]?.sql.replace("FROM findings", "FROM committed_findings");
    const expected = failuresByCode(
      kept.map((finding) => ({ ...finding, date: incident })),
      incident,
    );
    expect(await ask(asked ?? "")).toEqual(expected);
  });

  it("reads an older revision when its commit is named", async () => {
    const { ask } = await twoRevisions("older");
    const [open, compare] = blocksOf(5);
    await ask(open?.sql.replace("r*.json", "r0001.json") ?? "");
    const findings = findingsIn(reports).filter(({ date }) => date === incident);
    expect(await ask(compare?.sql ?? "")).toEqual(counts(findings, 1));
  });
});
