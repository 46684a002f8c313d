import { describe, expect, it } from "vitest";
import { carriedOutcome, createCarriedTally } from "../../../lib/core/diff/carried-changes.ts";
import { amendmentRow, carriedRow } from "../../../lib/core/rows.ts";
import type { Amendment, Carried } from "../../../lib/core/schema/carried.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { aJob, aScope } from "../../fakes/samples.ts";

type Change = Partial<Pick<Amendment, "createdAt" | "jobId" | "night" | "queueId" | "state" | "change" | "verdict">>;

function amended(change: Change): Amendment {
  const job = aJob({ id: "j1" });
  const told = { job, night: "2026-11-20", was: { state: "Running", startedAt: null }, verdict: null, reason: "" };
  return { ...amendmentRow(aScope, { ...told, change: "ended" }, fingerprinting), ...change };
}

function carried(change: Partial<Carried> = {}): Carried {
  const verdict = { name: "stuck.queued", reason: "" } as const;
  return {
    ...carriedRow(aScope, { job: aJob({ id: "j1" }), verdict, night: "2026-11-20" }, fingerprinting),
    ...change,
  };
}

describe("carriedOutcome()", () => {
  it.each<[string, Change]>([
    ["failed", { state: "Failed", verdict: "failed" }],
    ["hidden-failure", { state: "Success", verdict: "hidden-failure" }],
    ["succeeded", { state: "Success" }],
    ["cancelled", { state: "Cancel" }],
    ["vanished", { state: "Running", change: "vanished", verdict: "vanished" }],
    ["changed", { state: "Running", change: "changed" }],
    ["changed", { state: "Running", change: "changed", verdict: "stuck.running" }],
    ["unrecognised", { state: "Odd", change: "changed", verdict: "unrecognised" }],
  ])("is %s of an amendment with %o", (outcome, change) => {
    expect(carriedOutcome(amended(change))).toBe(outcome);
  });

  it("is still-open of a job that is carried, whatever its verdict", () => {
    expect([carried(), carried({ verdict: "unrecognised" })].map(carriedOutcome)).toEqual(["still-open", "still-open"]);
  });
});

describe("carriedOutcome() of a job that could not be seen again", () => {
  it("is not-seen, and worse: nobody knows what became of it", () => {
    const unseen = carried({ seen: false });
    expect(carriedOutcome(unseen)).toBe("not-seen");
    expect(carriedOutcome(carried({ seen: true }))).toBe("still-open");
    const tally = createCarriedTally();
    tally.add(unseen);
    expect(tally.changes()).toMatchObject([{ outcome: "not-seen", worse: true, jobs: 1, samples: ["j1"] }]);
  });
});

describe("carriedOutcome() of a job whose work another one did since", () => {
  const retriedBy = { jobId: "j9", endedAt: "2026-11-21T01:00:00.000Z" };

  it.each([
    ["hangs still", carried({ retriedBy })],
    ["could not be seen again", carried({ retriedBy, seen: false })],
    ["failed late", { ...amended({ state: "Failed", verdict: "failed" }), retriedBy }],
    ["vanished", { ...amended({ change: "vanished", verdict: "vanished" }), retriedBy }],
    ["changed, and hangs", { ...amended({ change: "changed", verdict: "stuck.running" }), retriedBy }],
  ])("is retried, and not worse, of one that %s", (_, row) => {
    expect(carriedOutcome(row)).toBe("retried");
    const tally = createCarriedTally();
    tally.add(row);
    expect(tally.changes()).toMatchObject([{ outcome: "retried", worse: false, jobs: 1 }]);
  });

  it("is what it was of a line that was written before there was the column", () => {
    const { retriedBy: _, ...old } = amended({ change: "vanished", verdict: "vanished" });
    expect(carriedOutcome(old as Amendment)).toBe("vanished");
  });
});

describe("createCarriedTally()", () => {
  it("counts by scope, outcome and verdict, in this order, whatever the order of rows", () => {
    const rows = [
      amended({ state: "Cancel" }),
      amended({ change: "vanished", verdict: "vanished" }),
      amended({ queueId: "another", state: "Success" }),
      carried({ verdict: "stuck.running" }),
      amended({ change: "changed", verdict: "stuck.running" }),
      amended({ change: "changed" }),
      carried(),
      amended({ state: "Failed", verdict: "failed" }),
      amended({ state: "Success", verdict: "hidden-failure" }),
      amended({ state: "Odd", change: "changed", verdict: "unrecognised" }),
    ];
    const told = (all: readonly (Carried | Amendment)[]) => {
      const tally = createCarriedTally();
      for (const row of all) tally.add(row);
      return tally.changes();
    };
    expect(told(rows).map(({ queueId, outcome, verdict, worse }) => [queueId, outcome, verdict, worse])).toEqual([
      ["another", "succeeded", null, false],
      ["pqueue1", "still-open", "stuck.queued", false],
      ["pqueue1", "still-open", "stuck.running", false],
      ["pqueue1", "changed", null, false],
      ["pqueue1", "changed", "stuck.running", false],
      ["pqueue1", "failed", "failed", true],
      ["pqueue1", "hidden-failure", "hidden-failure", true],
      ["pqueue1", "cancelled", null, false],
      ["pqueue1", "vanished", "vanished", true],
      ["pqueue1", "unrecognised", "unrecognised", false],
    ]);
    expect(told([...rows].reverse())).toEqual(told(rows));
  });

  it("tells the oldest job, its nights, and the first three jobs", () => {
    const tally = createCarriedTally();
    const at = (minute: number) => `2026-11-20T00:0${minute}:00.000Z`;
    const jobs = [
      ["d", 2, "2026-11-20"],
      ["c", 1, "2026-11-19"],
      ["b", 1, "2026-11-19"],
      ["a", 3, "2026-11-18"],
      ["e", 0, "2026-11-20"],
    ] as const;
    for (const [jobId, minute, night] of jobs) tally.add(carried({ jobId, createdAt: at(minute), night }));
    expect(tally.changes()).toEqual([
      {
        schema: "job-audit/regression/v1",
        kind: "carried",
        ...aScope,
        worse: false,
        outcome: "still-open",
        verdict: "stuck.queued",
        jobs: 5,
        oldest: at(0),
        nights: ["2026-11-18", "2026-11-19", "2026-11-20"],
        samples: ["e", "b", "c"],
      },
    ]);
  });
});
