import { describe, expect, it } from "vitest";
import { plainLook } from "../../../cli/render/look.ts";
import { createRevisionText } from "../../../cli/render/revision-text.ts";
import { type JobDataset, type JobRow, jobChange } from "../../../lib/core/diff/job-change.ts";
import { openJob } from "../../usecases/revisions/revision-fixture.ts";

const night = { family: "pic", night: "2026-11-21", revision: 2, timeZone: "Asia/Shanghai" } as const;
const row = openJob("j1", { queueId: "p1", input: { bucket: null, region: null, object: "a.jpg" } });
const as = (change: object): JobRow => ({ ...row, ...change }) as JobRow;

function textOf(rows: readonly [JobDataset, JobRow][]): string[] {
  let out = "";
  const text = createRevisionText(
    { ...night, queueNames: new Map([["p1", "thumbnails"]]), all: false },
    plainLook,
    (part) => {
      out += part;
    },
  );
  for (const [dataset, before] of rows) text.add(jobChange(dataset, { before, after: null }));
  text.end();
  return out.split("\n");
}

describe("createRevisionText()", () => {
  it("says of each kind of row what its job is, in which queue by name, and on what", () => {
    const carried = { schema: "job-audit/carried/v1", night: "2026-11-20", verdict: "stuck.running" };
    const lines = textOf([
      ["open", row],
      ["carried", as({ ...carried, createdAt: "2026-11-19T16:00:00.000Z" })],
      ["amendments", as({ schema: "job-audit/amendment/v1", verdict: null, state: "Success", input: null })],
      ["recoveries", as({ schema: "job-audit/recovery/v1", queueId: "p2" })],
    ]);
    expect(lines.filter((line) => line.startsWith("removed")).map((line) => line.split(/ {2,}/))).toEqual([
      ["removed", "open", "00:00:00", "Running", "thumbnails", "a.jpg"],
      ["removed", "carried", "2026-11-20 00:00:00", "stuck.running", "thumbnails", "a.jpg"],
      ["removed", "amendments", "00:00:00", "Success", "thumbnails", "-"],
      ["removed", "recoveries", "00:00:00", "recovered", "p2", "a.jpg"],
    ]);
    expect(lines.at(-2)).toBe("open: 1 removed; carried: 1 removed; amendments: 1 removed; recoveries: 1 removed.");
  });
});
