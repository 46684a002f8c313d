import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addFinding, combineTallies, type GroupTally, groupRow, tallyFinding } from "../../lib/core/group-tally.ts";
import type { Finding } from "../../lib/core/schema/finding.ts";
import { makeFinding } from "../cli/finding.ts";
import { aScope } from "../fakes/samples.ts";

function at(second: number, jobId: string, parts: Partial<Finding> = {}): Finding {
  return makeFinding({ createdAt: new Date(Date.UTC(2026, 10, 20, 16, 0, second)).toISOString(), jobId, ...parts });
}

function tallyOf([first, ...rest]: readonly [Finding, ...Finding[]]): GroupTally {
  return rest.reduce(addFinding, tallyFinding(first));
}

const one = { templateId: "t1", templateName: null, rule: null };
const other = { templateId: null, templateName: null, rule: "imageMogr2/rotate/90" };

describe("groupRow()", () => {
  it("tells how many, from when to when, and the first ones by time and id", () => {
    const first = at(1, "j1", { message: "the first", operation: other });
    const tally = tallyOf([at(2, "j9"), at(2, "j10"), first, at(30, "j0"), at(2, "j8")]);
    expect(groupRow(aScope, tally, 10)).toEqual({
      ...aScope,
      fingerprint: "v1:0123456789abcdef0123456789abcdef",
      schema: "job-audit/group/v1",
      verdict: "failed",
      code: "ImageTooLarge",
      message: "the first",
      operation: null,
      jobs: 5,
      distinctMessages: 2,
      overGrouped: false,
      firstCreatedAt: "2026-11-20T16:00:01.000Z",
      lastCreatedAt: "2026-11-20T16:00:30.000Z",
      samples: ["j1", "j10", "j8"],
    });
  });

  it("reads in the words that say most", () => {
    const innerFailures = [{ path: "Operation.DigitalWatermark", code: "Small", message: "no room" }];
    const hidden = at(1, "j1", { verdict: "hidden-failure", code: "Success", innerFailures });
    expect(groupRow(aScope, tallyFinding(hidden), 1)).toMatchObject({
      verdict: "hidden-failure",
      code: "Small",
      message: "Operation.DigitalWatermark: no room",
    });
  });
});

describe("a group's messages", () => {
  const tallied = (messages: readonly string[]) => {
    const [first, ...rest] = messages.map((message, index) => at(index, `j${index}`, { message }));
    return tallyOf([first ?? expect.unreachable(), ...rest]);
  };
  const many = (count: number) => Array.from({ length: count }, (_, index) => `picture ${index} of an album`);

  it("are counted, each once, up to 32", () => {
    const distinct = (messages: readonly string[]) => groupRow(aScope, tallied(messages), 1_000).distinctMessages;
    expect(distinct(["a", "b", "a", "b", "b"])).toBe(2);
    expect(distinct([...many(31), ...many(31)])).toBe(31);
    expect(distinct(many(90))).toBe(32);
  });

  it("are counted the same however the findings are split", () => {
    const whole = groupRow(aScope, tallied(many(30)), 40);
    const [left, right] = [tallied(many(25)), tallied(many(30).slice(12))];
    expect(groupRow(aScope, combineTallies(right, left), 40).distinctMessages).toBe(whole.distinctMessages);
  });

  it("make a group suspicious that has nearly all failures of its scope, and many of them", () => {
    const suspicious = (messages: number, failed: number) =>
      groupRow(aScope, tallied(many(messages)), failed).overGrouped;
    expect([suspicious(21, 23), suspicious(21, 24), suspicious(20, 20)]).toEqual([true, false, false]);
  });

  it("say nothing of jobs that did not fail", () => {
    const hung = at(1, "j1", { verdict: "stuck.running", reason: "runs" });
    const tally = { ...tallied(many(40)), kind: tallyFinding(hung).kind };
    expect(groupRow(aScope, tally, 1).overGrouped).toBe(false);
  });
});

describe("a group's operation", () => {
  it.each([
    ["of all jobs", [one, { ...one }, { ...one }, { ...one }], one],
    ["of some only", [one, one, one, other], null],
    ["of others first", [other, one, one, one, one], null],
    ["another template's", [one, { ...one, templateId: "t2" }], null],
    ["under another name", [one, { ...one, templateName: "Small" }], null],
    ["by another rule", [other, { ...other, rule: "imageMogr2/rotate/180" }], null],
    ["of all but one, which has none", [one, one, one, null], null],
    ["none at all", [null, null], null],
  ])("is told where it is %s", (_, operations, expected) => {
    const [first, ...rest] = operations.map((operation, index) => at(index, `j${index}`, { operation }));
    if (first === undefined) throw new Error("there are findings");
    expect(groupRow(aScope, tallyOf([first, ...rest]), 10).operation).toEqual(expected);
  });
});

describe("addFinding()", () => {
  it.each([
    ["its operation", one],
    ["no operation", null],
  ])("changes nothing but the count for a later finding of a group with %s", (_, operation) => {
    const [first, ...rest] = [0, 1, 2].map((second) => at(second, `j${second}`, { operation }));
    if (first === undefined) throw new Error("there are findings");
    const before = tallyOf([first, ...rest]);
    const after = addFinding(before, at(3, "j3", { operation: one }));
    expect(after).toEqual({ ...before, jobs: 4, lastCreatedAt: "2026-11-20T16:00:03.000Z" });
    expect([after.first, after.kind]).toEqual([before.first, before.kind]);
    expect(after.first === before.first && after.kind === before.kind).toBe(true);
  });
});

describe("combineTallies()", () => {
  it("comes to what the findings come to in order, whatever their order and however they were split", () => {
    const findings = fc.uniqueArray(
      fc
        .tuple(fc.nat(4), fc.nat(30), fc.constantFrom(one, one, one, other))
        .map(([second, id, operation]) => at(second, `j${id}`, { message: `${second} ${id}`, operation })),
      { minLength: 2, maxLength: 12, selector: ({ createdAt, jobId }) => `${createdAt} ${jobId}` },
    );
    const cases = findings.chain((all) =>
      fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.integer({ min: 1, max: all.length - 1 })),
    );
    fc.assert(
      fc.property(cases, ([findings, cut]) => {
        const [left, right] = [findings.slice(0, cut), findings.slice(cut)].map((part) =>
          tallyOf([part[0] ?? at(0, ""), ...part.slice(1)]),
        );
        if (left === undefined || right === undefined) throw new Error("there are two parts");
        const key = ({ createdAt, jobId }: Finding) => `${createdAt} ${jobId}`;
        const sorted = [...findings].sort((a, b) => (key(a) < key(b) ? -1 : 1));
        for (const tally of [combineTallies(left, right), combineTallies(right, left)]) {
          expect(groupRow(aScope, tally, 10)).toMatchObject({
            message: sorted[0]?.message,
            operation: sorted.every(({ operation }) => operation === sorted[0]?.operation)
              ? sorted[0]?.operation
              : null,
            jobs: findings.length,
            firstCreatedAt: sorted[0]?.createdAt,
            lastCreatedAt: sorted.at(-1)?.createdAt,
            samples: sorted.slice(0, 3).map(({ jobId }) => jobId),
          });
        }
      }),
    );
  });
});
