import { describe, expect, it } from "vitest";
import { aDrift, aSpike, aTest } from "../../fakes/diff-lines.ts";
import { rules, signals, warm } from "./signals-given.ts";

describe("signalsOf() of rates", () => {
  const operation = aSpike({ level: "operation", operation: "rule:a", excess: 200 });
  const group = aSpike({ level: "group", fingerprint: "v1:aa", operation: "rule:a", excess: 190 });

  it("tells of the scope alone where the scope spikes, and keeps what is inside it warm", () => {
    const made = signals({ lines: [group, operation, aSpike(), aDrift()] });
    expect(made.signals).toMatchObject([{ rule: "rate.spike", operation: null, fingerprint: null }]);
    expect(warm(made)).toEqual(["rate.drift", "rate.spike", "rate.spike"]);
  });

  it("tells of operations where the scope is quiet, and of groups that none of them holds", () => {
    const other = aSpike({ level: "group", fingerprint: "v1:bb", operation: "rule:b", excess: 90 });
    const any = aSpike({ level: "group", fingerprint: "v1:cc", operation: null, excess: 30 });
    const made = signals({ lines: [operation, group, other, any] });
    expect(made.signals.map(({ operation: of, fingerprint }) => [of, fingerprint])).toEqual([
      ["rule:a", null],
      ["rule:b", "v1:bb"],
    ]);
    expect(made.warm).toHaveLength(2);
    expect(signals({ lines: [group, any] }).signals).toHaveLength(2);
  });

  it("tells of a rise that creeps where nothing spikes", () => {
    expect(rules(signals({ lines: [aDrift()] }))).toEqual(["rate.drift warning"]);
    expect(signals({ lines: [aDrift({ worse: false, statistic: 3.5 })] })).toMatchObject({
      signals: [],
      warm: [{ rule: "rate.drift" }],
    });
    expect(signals({ lines: [aDrift({ worse: false, statistic: 3 })] })).toMatchObject({ signals: [], warm: [] });
    expect(rules(signals({ lines: [aDrift(), operation] }))).toEqual(["rate.spike critical", "rate.drift warning"]);
  });

  it.each([
    ["half of all failed", { after: { failed: 50, ended: 100 }, excess: 20, ratio: 2 }, "critical"],
    ["few jobs failed, if half of all", { after: { failed: 19, ended: 20 }, excess: 19, ratio: 2 }, "warning"],
    ["the rate is ten times what it was", { excess: 100, ratio: 10 }, "critical"],
    ["there was no rate before", { excess: 100, ratio: null }, "critical"],
    ["the rate is nine times what it was", { after: { failed: 399, ended: 2_000 }, excess: 999, ratio: 9 }, "warning"],
    [
      "a fifth failed, three times what it was",
      { after: { failed: 400, ended: 2_000 }, excess: 100, ratio: 3 },
      "critical",
    ],
    [
      "a fifth failed, less than three times",
      { after: { failed: 400, ended: 2_000 }, excess: 100, ratio: 2.9 },
      "warning",
    ],
    ["a fifth failed, of few jobs", { after: { failed: 120, ended: 600 }, excess: 99, ratio: 6 }, "warning"],
    ["a thousand are too many", { excess: 1000, ratio: 2 }, "critical"],
    ["it is provisional", { excess: 1000, provisional: true }, "warning"],
    ["nothing is known of the excess", { excess: null, ratio: null }, "warning"],
  ] as const)("where %s, says so", (_, change, severity) => {
    expect(rules(signals({ lines: [aSpike(change)] }))).toEqual([`rate.spike ${severity}`]);
  });

  it.each([
    ["above half of both floors", { excess: 2.6, ratio: 1.3 }, 1],
    ["at half of the excess", { excess: 2.5, ratio: 1.3 }, 0],
    ["at half of the ratio", { excess: 2.6, ratio: 1.25 }, 0],
    ["without a rate before", { excess: 2.6, ratio: null }, 1],
    [
      "with too few to tell, but several failures",
      { verdict: "too-few", excess: null, ratio: null, after: { failed: 3, ended: 4 } },
      1,
    ],
    ["with too few to tell", { verdict: "too-few", excess: null, ratio: null, after: { failed: 2, ended: 4 } }, 0],
    ["with holes", { verdict: "incomplete", excess: 90 }, 0],
    ["that fires", { verdict: "spike" }, 0],
  ] as const)("of a rate %s keeps %#", (_, change, kept) => {
    expect(warm(signals({ tests: [aTest(change)] }))).toHaveLength(kept);
  });

  it("passes over a spike that is not worse", () => {
    expect(signals({ lines: [aSpike({ worse: false })] })).toMatchObject({ signals: [], warm: [] });
  });

  it("tells of the twenty largest of a scope", () => {
    const lines = Array.from({ length: 70 }, (_, index) =>
      aSpike({ level: "operation", operation: `rule:${index}`, excess: index }),
    );
    const made = signals({ lines });
    expect(made.signals.map(({ operation: of }) => of).sort()).toEqual(
      Array.from({ length: 20 }, (_, index) => `rule:${50 + index}`).sort(),
    );
    expect(made.warm).toHaveLength(50);
  });

  it("tells of the scope also where what is inside of it has more too many, in whatever order and number", () => {
    const inside = Array.from({ length: 60 }, (_, index) =>
      aSpike({ level: "operation", operation: `rule:${index}`, excess: 1_000 + index }),
    );
    const scope = aSpike({ excess: 100 });
    for (const lines of [
      [scope, ...inside],
      [...inside, scope],
    ])
      expect(signals({ lines })).toMatchObject({ signals: [{ operation: null, evidence: scope }] });
    expect(signals({ lines: [scope, ...inside] }).warm).toHaveLength(60);
  });

  it("decides between spikes that weigh the same by their names, with any number of them", () => {
    const lines = Array.from({ length: 50 }, (_, index) =>
      aSpike({
        level: "operation",
        operation: `rule:${String(index).padStart(2, "0")}`,
        excess: index === 7 ? 1 : null,
      }),
    );
    const told = ({ signals: fired }: ReturnType<typeof signals>) => fired.map(({ operation }) => operation).sort();
    const first = Array.from({ length: 20 }, (_, index) => `rule:${String(index).padStart(2, "0")}`);
    expect(told(signals({ lines }))).toEqual(first);
    expect(told(signals({ lines: [...lines].reverse() }))).toEqual(first);
  });
});
