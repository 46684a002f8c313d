import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { createScenario, readScenario } from "../../../emulator/scenario/read-scenario.ts";
import type { ScenarioInput } from "../../../emulator/scenario/scenario.ts";
import { ScenarioError } from "../../../emulator/scenario/scenario-error.ts";
import { serviceOptionsSchema } from "../../../emulator/scenario/service-options.ts";
import { smallInput } from "./small-scenario.ts";

const least =
  "night: 2026-11-20\njobs: 100\nbuckets: [{ name: a-1250000000, region: ap-beijing, queues: [{ name: q }] }]\n";

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

function problemsWith(changes: Partial<ScenarioInput>): readonly string[] {
  return problemsOf(() => createScenario({ ...smallInput, ...changes }, "of the test"));
}

describe("readScenario", () => {
  it("fills in what a short file leaves out", () => {
    const scenario = readScenario(least, "least.yaml");
    expect(scenario).toMatchObject({
      timeZone: "Asia/Shanghai",
      settle: 7_200_000,
      now: 9_000_000,
      stuck: { queuedAfter: 7_200_000, runningAfter: 3_600_000 },
      durations: { waitUpTo: 600_000, runUpTo: 300_000 },
      outside: { before: 20, after: 20 },
      reportBucket: null,
      failures: [],
      hang: { queued: 0, running: 0 },
      service: {},
    });
    expect(scenario.buckets[0]?.queues[0]).toMatchObject({ id: null, state: "Active", weight: 1, callback: null });
  });

  it("reads the same from JSON", () => {
    const json = JSON.stringify({
      night: "2026-11-20",
      jobs: 100,
      buckets: [{ name: "a-1250000000", region: "ap-beijing", queues: [{ name: "q" }] }],
    });
    expect(readScenario(json, "least.json")).toEqual(readScenario(least, "least.yaml"));
  });

  it("reads the example of the reference", async () => {
    const page = await readFile(new URL("../../../docs/scenarios.md", import.meta.url), "utf8");
    const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    const scenario = readScenario(example, "docs/scenarios.md");
    expect(scenario.jobs).toBe(2000);
    expect(scenario.service.faults).toHaveLength(1);
  });

  it("takes the fault rules of the reference", async () => {
    const page = await readFile(new URL("../../../docs/scenarios.md", import.meta.url), "utf8");
    const rules = /```yaml\n(faults:[\s\S]*?)```/.exec(page)?.[1] ?? "";
    const indented = rules.replace(/^/gm, "  ");
    expect(readScenario(`${least}service:\n${indented}`, "docs/scenarios.md").service.faults).toHaveLength(2);
  });

  it("has every key of a scenario in the reference's table", async () => {
    const page = await readFile(new URL("../../../docs/scenarios.md", import.meta.url), "utf8");
    const [scenario = "", service = ""] = page.split("## How the service behaves");
    const rowsOf = (text: string) => new Set([...text.matchAll(/^\| `([a-zA-Z]+)/gm)].map(([, key]) => key));
    expect(rowsOf(scenario)).toEqual(new Set(Object.keys(readScenario(least, "it"))));
    expect(rowsOf(service)).toEqual(new Set(Object.keys(serviceOptionsSchema.shape)));
  });

  it("names the line of text that is not YAML", () => {
    expect(problemsOf(() => readScenario("night: 2026-11-20\njobs: [1, 2\nnight: x\n", "bad.yaml"))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^line [23]: /)]),
    );
    expect(problemsOf(() => readScenario("jobs: 1\njobs: 2\n", "twice.yaml"))).toEqual([
      "line 2: Map keys must be unique",
    ]);
  });

  it("refuses a reference to nothing, and keeps the cause", () => {
    expect(() => readScenario("jobs: *nowhere\n", "alias.yaml")).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^Cannot use the scenario alias\.yaml:\n- .*nowhere/),
        cause: expect.any(Error),
      }),
    );
  });

  it("refuses an empty file", () => {
    expect(problemsOf(() => readScenario("", "empty.yaml"))).toEqual([expect.stringMatching(/^the whole file: /)]);
  });

  it("names every problem with its place and what was found", () => {
    const text = `${least}now: soon\nhang: { queud: 1 }\ncancelled: 2\nunheard: 1\nfailures: [{ code: X, messages: ["{who}"] }]\n`;
    const problems = problemsOf(() => readScenario(text, "bad.yaml"));
    expect(problems).toEqual(
      expect.arrayContaining([
        'now: must be a duration such as 90s, 2h or 2h30m, found "soon"',
        expect.stringMatching(/^hang: .*"queud"/),
        expect.stringMatching(/^cancelled: .*found 2$/),
        expect.stringMatching(/^the whole file: .*"unheard"/),
        expect.stringMatching(
          /^failures\[0\]\.messages\[0\]: has the unknown placeholder \{who\}; known are \{input\}/,
        ),
      ]),
    );
    expect(problems).toHaveLength(5);
  });

  it("does not repeat long values", () => {
    const [problem] = problemsOf(() => readScenario(`${least}timeZone: [${"x, ".repeat(50)}x]\n`, "long.yaml"));
    expect(problem).not.toContain("found");
  });
});

describe("createScenario", () => {
  it("takes what the emulator takes under service", () => {
    const service: ScenarioInput["service"] = {
      bounds: "strict",
      lookupIds: 10,
      retentionMs: null,
      pages: { chainEnd: "empty", emptyEvery: 3 },
      throttle: { ratePerSecond: 5, burst: 2 },
    };
    expect(createScenario({ ...smallInput, service }, "of the test").service).toEqual(service);
  });

  it.each<[string, Partial<ScenarioInput>, string]>([
    [
      "an unknown zone",
      { timeZone: "Mars/Olympus" },
      'timeZone: must be a time zone such as Asia/Shanghai, found "Mars/Olympus"',
    ],
    ["a date that is none", { night: "2026-02-30" }, 'night: Invalid ISO date, found "2026-02-30"'],
    ["no tag", { tags: {} }, "tags: must hold at least one tag"],
    [
      "settle too short",
      { settle: "10m", now: "1h" },
      "settle: must be at least durations.waitUpTo and durations.runUpTo together",
    ],
    ["a clock before the judgement", { now: "1h" }, "now: must not be before settle"],
    ["no time to run", { durations: { runUpTo: "0s" } }, "durations.runUpTo: must be at least 1s"],
    ["weights of nothing", { traffic: { hours: new Array<number>(24).fill(0) } }, "traffic.hours: all weights are 0"],
    [
      "more on edges than there are",
      { traffic: { onTheHour: 401 } },
      "traffic: bursts and onTheHour place 401 jobs, and jobs is 400",
    ],
    [
      "bursts into nowhere",
      { traffic: { bursts: [{ at: "01:00", jobs: 5, queue: "nowhere" }] } },
      "traffic.bursts[0]: no queue is named nowhere",
    ],
    [
      "a tag without weight",
      { failures: [{ code: "X", messages: ["x"], tags: ["Other"] }] },
      "failures[0]: the tag Other is not among tags",
    ],
    [
      "a rule and a template",
      { failures: [{ code: "X", messages: ["x"], rule: "r", template: "t" }] },
      "failures[0]: a job has a rule or a template, not both",
    ],
    [
      "shares above the whole",
      { cancelled: 0.6, hiddenFailures: 0.5 },
      "failures: the shares of all that goes wrong add up to 1.1, and 1 is the whole",
    ],
    [
      "a pause of an active queue",
      { buckets: [{ name: "a-1250000000", region: "ap-beijing", queues: [{ name: "q", pausedAt: "10:00" }] }] },
      "buckets: the queue q has pausedAt, and its state is not Paused",
    ],
    [
      "no queue at all",
      { buckets: [{ name: "a-1250000000", region: "ap-beijing", queues: [] }] },
      "buckets: must hold at least one queue",
    ],
  ])("refuses %s", (_, changes, problem) => {
    expect(problemsWith(changes)).toEqual([problem]);
  });

  it("refuses names that occur twice", () => {
    const bucket = { name: "a-1250000000", region: "ap-beijing", queues: [{ name: "q" }] };
    expect(problemsWith({ buckets: [bucket, bucket] })).toEqual([
      "buckets: the name a-1250000000 occurs twice",
      "buckets: the queue name q occurs twice",
    ]);
  });

  it("takes shares that make up the whole", () => {
    const shares = { cancelled: 0.1, hiddenFailures: 0.2, unknownState: 0.3, hang: { queued: 0.1, running: 0.3 } };
    expect(problemsWith(shares)).toEqual([]);
  });
});
