import { describe, expect, it } from "vitest";
import { createCursor } from "../../../../lib/adapters/ci/scan/cursor.ts";
import {
  createJobShapes,
  type JobShapes,
  learnShape,
  readByShape,
} from "../../../../lib/adapters/ci/scan/job-shapes.ts";
import { jobTable, slotOf } from "../../../../lib/adapters/ci/scan/job-table.ts";
import { createJobParts, scanJob } from "../../../../lib/adapters/ci/scan/scan-job.ts";

const table = jobTable("pic");
const aJob = (inner: string) => `<JobsDetail><JobId>j1</JobId>${inner}</JobsDetail>`;

function cursorAt(xml: string) {
  return createCursor(Buffer.from(xml)) ?? expect.fail(`${xml} is plain`);
}

function learn(shapes: JobShapes, xml: string): void {
  const [cursor, parts] = [cursorAt(xml), createJobParts()];
  expect(scanJob(cursor, table.job, parts)).toBe(true);
  learnShape(cursor, shapes, { from: 0, parts, rule: table.ruleElement });
}

/** What it reads by a shape that it knows; null for a job of another. */
function readIn(shapes: JobShapes, xml: string) {
  const parts = createJobParts();
  return readByShape(cursorAt(xml), shapes, parts) ? parts : null;
}

describe("readByShape()", () => {
  it("reads the texts of a job that has what another had between its own, and of no other", () => {
    const shapes = createJobShapes();
    learn(shapes, aJob("<State>Failed</State>"));
    const parts = readIn(shapes, aJob("<State>Success</State>").replace("j1", "j2"));
    expect([parts?.texts[slotOf.JobId], parts?.texts[slotOf.State]]).toEqual(["j2", "Success"]);
    for (const other of ["<Code>Failed</Code>", "<State>a</State><Code>b</Code>", "<State/>", ""])
      expect(readIn(shapes, aJob(other))).toBeNull();
  });

  const shallow = aJob("<Result></Result>");
  const deep = aJob("<Result><Url>a</Url></Result>");

  it.each([
    [shallow, deep],
    [deep, shallow],
  ])("knows two shapes of which one begins like the other, in whatever order they were learned", (first, second) => {
    const shapes = createJobShapes();
    for (const xml of [first, second]) learn(shapes, xml);
    for (const xml of [first, second]) expect(readIn(shapes, xml)).not.toBeNull();
  });
});
