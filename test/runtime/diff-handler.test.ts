import { describe, expect, it } from "vitest";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { createDiffHandler } from "../../lib/runtime/diff-handler.ts";
import { type FunctionCloud, night, openFunctionCloud, timer } from "../functions/function-cloud.ts";

function diff({ surroundings }: FunctionCloud, event: unknown) {
  return createDiffHandler(surroundings)(event, {});
}

const alerts = {
  incidents: `v1/incidents/family=pic/date=${night}/r0001.json`,
  open: 0,
  sent: [],
  failed: [],
  silenced: 0,
  inhibited: 0,
  problems: [],
};

const made = {
  family: "pic",
  date: night,
  commit: `v1/commits/family=pic/date=${night}/diff-r0001.json`,
  revision: 1,
  status: "complete",
};

describe("createDiffHandler", () => {
  it("compares the newest committed night, whoever starts it", async () => {
    const cloud = await openFunctionCloud();
    await createAuditHandler(cloud.surroundings)({ date: night });
    for (const event of [{}, null, timer, { ...timer, Time: "2026-11-20T18:33:00Z" }]) {
      expect(await diff(cloud, event)).toEqual({
        status: "done",
        diffs: [{ ...made, already: true, worse: expect.any(Number), alerts }],
      });
    }
  });

  it("refuses a timer that is yet to fire", async () => {
    const error = { code: "EVENT", message: expect.stringContaining("timer of 2027-06-01T00:00:00.000Z") };
    expect(await diff(await openFunctionCloud(), { ...timer, Time: "2027-06-01T00:00:00Z" })).toEqual({
      status: "failed",
      error,
    });
  });

  it("compares the night that is asked for, once", async () => {
    const cloud = await openFunctionCloud();
    const place = { AUDIT_FUNCTIONS_DIFF_FUNCTION: "diff", AUDIT_FUNCTIONS_DIFF_REGION: "ap-x" };
    const env = { ...cloud.surroundings.env, ...place, AUDIT_ENDPOINTS_SCF: "http://127.0.0.1:1" };
    await expect(createAuditHandler({ ...cloud.surroundings, env })(timer)).rejects.toThrow();
    expect(await diff(cloud, { date: night, family: "pic" })).toMatchObject({ diffs: [{ ...made, already: false }] });
    expect(await diff(cloud, { date: night })).toMatchObject({ diffs: [{ ...made, already: true }] });
  });

  it("waits for no night: one that is not committed is an error that a retry cannot mend", async () => {
    const cloud = await openFunctionCloud();
    const { location } = cloud.app.store;
    const failed = (message: string) => ({ status: "failed", error: { code: "EVENT", message } });
    expect(await diff(cloud, { date: night })).toEqual(
      failed(`Cannot diff ${night}: that night is not committed in ${location}`),
    );
    expect(await diff(cloud, {})).toEqual(
      failed(`Cannot diff: no night of the 28 up to ${night} is committed in ${location}`),
    );
  });
});
