import { describe, expect, it } from "vitest";
import { describeSchedule, describeSize, describeViolation } from "../../../simulation/command/describe-failure.ts";
import type { Disturbance } from "../../../simulation/plan.ts";
import { smallPlan } from "../small-plan.ts";

const at = Date.parse("2026-11-20T18:00:00Z");
const base = { kind: "fault", service: "cos", nth: 1, times: 1 } as const;
const disturbances: readonly Disturbance[] = [
  { ...base, id: "d1", match: {}, fault: "silence" },
  {
    ...{ ...base, id: "d2", nth: 3, times: 2, fault: { status: 503, code: "SlowDown" } },
    match: { method: "PUT", path: "/commits/", from: at, to: at + 60_000, jobId: "j1" },
  },
  { id: "d3", kind: "kill", start: "s1", attempt: 1, effect: 7, when: "before" },
  { id: "d4", kind: "kill", start: "s1", attempt: 0, effect: 8, when: "after" },
  { id: "d5", kind: "expiry", start: "s2", attempt: 0, effect: 4 },
];

describe("describeSchedule", () => {
  it("tells every start and every disturbance in a line", () => {
    expect(describeSchedule(smallPlan({ disturbances }))).toEqual([
      "  2026-11-20T18:30:01.000Z start timer: the audit function with a timer of 2026-11-20T18:30:00.000Z, tried again 2 times",
      "  fault d1: silence, 1 in a row from the 1. of any request to cos",
      '  fault d2: {"status":503,"code":"SlowDown"}, 2 in a row from the 3. of PUT to cos with /commits/ in its path whose answer tells of job j1 from 2026-11-20T18:00:00.000Z until 2026-11-20T18:01:00.000Z',
      "  kill d3: try 1 of s1 dies when its 7. exchange goes out",
      "  kill d4: try 0 of s1 dies when its 8. exchange is carried out, unheard",
      "  expiry d5: credentials of try 0 of s2 from its 4. exchange on",
    ]);
  });

  it("tells a start by another event with that event", () => {
    const [start] = smallPlan().starts;
    const plan = smallPlan({ starts: [{ ...start, event: { date: "2026-11-20" }, retries: 0 } as never] });
    expect(describeSchedule(plan)[0]).toContain('with {"date":"2026-11-20"}, tried again 0 times');
  });
});

describe("describeSize", () => {
  it("counts what a plan is made of", () => {
    expect(describeSize(smallPlan({ disturbances }))).toBe("5 disturbances, 1 starts, 1 queues, 20 jobs");
  });
});

describe("describeViolation", () => {
  it("names the promise", () => {
    expect(describeViolation({ promise: "1", text: "a job is missing" })).toBe(
      "  promise 1, nothing missed: a job is missing",
    );
    expect(describeViolation({ promise: "defect", text: "x" })).toBe("  defect, no program should do this: x");
  });
});
