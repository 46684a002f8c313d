import { describe, expect, it } from "vitest";
import { explainJob } from "../../../lib/usecases/report/explain-job.ts";
import { readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { aGroup } from "../../fakes/diff-lines.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { auditAt, cloudAt, type History, settled } from "../audit/histories.ts";
import { commitTold, nightName } from "../notify/told-night.ts";
import { auditLearning, late, quick } from "../thresholds/learning-nights.ts";

const { signal } = new AbortController();
const failing: History = { id: "failing", created: 30, started: 31, ended: 32, outcome: "Failed" };
const fresh: History = { id: "fresh", created: 49.5, ended: null };
const hanging: History = { id: "hanging", created: 2, ended: null };
const histories = [...quick(1), ...late(1), failing, fresh, hanging];

async function secondNight() {
  const store = memoryStore();
  await auditLearning(store, { night: 1, histories });
  const { result } = await auditLearning(store, { night: 2, histories });
  const explain = (jobId: string) => explainJob(store, result, jobId, signal);
  return { store, explain };
}

describe("explainJob()", () => {
  it("finds a job's row, the thresholds of its scope, and its group", async () => {
    const { explain } = await secondNight();
    const failed = await explain("failing");
    expect(failed).toMatchObject({ row: { schema: "job-audit/finding/v1" }, group: { jobs: 1 }, change: null });
    expect(failed?.thresholds.map(({ tag, phase }) => `${tag} ${phase}`)).toEqual([
      "PicProcess wait",
      "PicProcess run",
    ]);
  });

  it("finds jobs of earlier nights, and such as only wait", async () => {
    const { explain } = await secondNight();
    expect(await explain("hanging")).toMatchObject({ row: { schema: "job-audit/carried/v1" }, group: null });
    expect(await explain("late1-a")).toMatchObject({ row: { schema: "job-audit/amendment/v1" }, change: null });
    const store = memoryStore();
    const { result } = await auditAt(
      store,
      { night: 3 },
      cloudAt(settled(3), [{ ...fresh, created: 71.5, started: 73.5 }]),
    );
    const open = await explainJob(store, result, "fresh", signal);
    expect(open).toMatchObject({ row: { schema: "job-audit/open-job/v1", operation: { templateId: "t1" } } });
    expect(open?.thresholds).toEqual([]);
  });

  it("finds no change where the diff has no line of its group", async () => {
    const store = memoryStore();
    await commitTold(store, "2026-11-20", { lines: [aGroup({ queueId: "p1", fingerprint: "v1:B" })] });
    const night = await readCommittedNight(store, nightName("2026-11-20"), signal);
    if (night === null) throw new Error("there is no night");
    expect(await explainJob(store, night, "2026-11-20-A-1", signal)).toMatchObject({
      row: { fingerprint: "v1:A" },
      group: { fingerprint: "v1:A", jobs: 2 },
      change: null,
    });
  });

  it("knows nothing of a job that ended well", async () => {
    expect(await (await secondNight()).explain("quick2-0")).toBeNull();
  });
});
