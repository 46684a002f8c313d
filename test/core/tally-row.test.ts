import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tallySchema } from "../../lib/core/schema/tally.ts";
import { addTally, countJob, emptyTally, type Tally } from "../../lib/core/tally.ts";
import { tallyFromRow, tallyRow } from "../../lib/core/tally-row.ts";
import { aJob, midnight } from "../fakes/samples.ts";

interface Sample {
  readonly state: string;
  readonly wait: number;
  readonly run: number;
  readonly template: string | null;
  readonly title?: string | null;
}

const samples: fc.Arbitrary<Sample[]> = fc.array(
  fc.record({
    state: fc.constantFrom("Success", "Failed", "Running", "Odd", "__proto__", "constructor"),
    wait: fc.nat(86_400_000),
    run: fc.nat(86_400_000),
    template: fc.constantFrom(null, "t1", "t2", "__proto__"),
    title: fc.constantFrom(null, "thumbs", "big"),
  }),
  { maxLength: 20 },
);

function tallyOf(jobs: readonly Sample[]): Tally {
  const tally = emptyTally();
  for (const [index, { state, wait, run, template, title = "thumbs" }] of jobs.entries()) {
    const startedAt = midnight + wait;
    const operation = template === null ? null : { templateId: template, templateName: title, rule: null };
    const job = aJob({ id: `${index}`, state, createdAt: midnight, startedAt, endedAt: startedAt + run, operation });
    countJob(tally, job, state === "Failed" ? { name: "failed", reason: "" } : null);
  }
  return tally;
}

function asText(tally: Tally): string {
  return JSON.stringify(tallyRow(tally));
}

describe("tallyRow()", () => {
  it("fits its schema", () => {
    fc.assert(fc.property(samples, (jobs) => tallySchema.safeParse(JSON.parse(asText(tallyOf(jobs)))).success));
  });

  it("tells counts, durations and operations", () => {
    const row = tallyRow(tallyOf([{ state: "Failed", wait: 2_000, run: 5_000, template: "t1" }]));
    expect(row).toMatchObject({ jobs: 1, byState: { Failed: 1 }, byVerdict: { failed: 1 } });
    expect([row.wait.sumMs, row.run.sumMs]).toEqual([2_000, 5_000]);
    expect(row.operations).toEqual([{ operation: "t1", templateName: "thumbs", succeeded: 0, failed: 1 }]);
  });
});

describe("tallyFromRow()", () => {
  it("reads rows of before templates had names", () => {
    const row = tallyRow(tallyOf([{ state: "Failed", wait: 0, run: 0, template: "t1" }]));
    const operations = row.operations.map(({ templateName: _, ...older }) => older);
    const { templateNames, failed } = tallyFromRow(JSON.parse(JSON.stringify({ ...row, operations })));
    expect([[...templateNames], [...failed]]).toEqual([[], [["t1", 1]]]);
  });

  it("reads rows back, so that those of several spans add up to that of the whole, to the byte", () => {
    fc.assert(
      fc.property(samples, samples, (one, other) => {
        const sum = emptyTally();
        for (const jobs of [one, other]) addTally(sum, tallyFromRow(JSON.parse(asText(tallyOf(jobs)))));
        expect(asText(sum)).toBe(asText(tallyOf([...one, ...other])));
      }),
    );
  });
});
