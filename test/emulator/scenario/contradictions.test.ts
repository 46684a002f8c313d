import { describe, expect, it } from "vitest";
import { createScenario } from "../../../emulator/scenario/read-scenario.ts";
import type { ScenarioInput } from "../../../emulator/scenario/scenario.ts";
import { problemsOf, smallInput } from "./small-scenario.ts";

function problemsWith(changes: Partial<ScenarioInput>): readonly string[] {
  return problemsOf(() => createScenario({ ...smallInput, ...changes }, "of the test"));
}

const late = { share: 0.1, hangs: "queued", becomes: "Success", at: "02:35:00" } as const;

describe("createScenario", () => {
  it("takes late jobs that change once they have been seen", () => {
    expect(createScenario({ ...smallInput, late: [late] }, "of the test").late[0]).toMatchObject({
      ...late,
      since: "00:00",
      failure: null,
      tags: [],
    });
  });

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
      "a share aimed at nowhere",
      { unknownState: { share: 0.1, queues: ["nowhere"] }, hang: { queued: { share: 0, tags: ["Other"] } } },
      "hang.queued: the tag Other is not among tags\nunknownState: no queue is named nowhere",
    ],
    [
      "late jobs that fail without a word, and others with one",
      {
        late: [
          { ...late, becomes: "Failed" },
          { ...late, failure: { code: "X", messages: ["x"] } },
        ],
      },
      "late[0]: has a failure if it becomes Failed, and only then\nlate[1]: has a failure if it becomes Failed, and only then",
    ],
    [
      "late jobs that become what they are",
      { late: [{ ...late, hangs: "running", becomes: "Running" }] },
      "late[0]: becomes Running, and hangs so",
    ],
    [
      "late jobs that change before they are seen",
      { late: [{ ...late, at: "02:34:59" }] },
      "late[0].at: must be later than now, by durations.runUpTo",
    ],
    [
      "late jobs beyond the whole",
      { late: [{ ...late, share: 0.9 }], cancelled: 0.2 },
      "failures: the shares of all that goes wrong add up to 1.1, and 1 is the whole",
    ],
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
    expect(problemsWith(changes).join("\n")).toBe(problem);
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
