import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readScenarioOrSeries } from "../../../emulator/scenario/read-scenario.ts";
import { createSeries } from "../../../emulator/scenario/read-series.ts";
import type { NightInput, SeriesInput } from "../../../emulator/scenario/series.ts";
import { problemsOf, smallInput } from "./small-scenario.ts";

const { night, ...base } = smallInput;
const failures = [{ code: "Bad", messages: ["bad"], share: 0.1 }];

function seriesOf(nights: readonly NightInput[], parts: Partial<SeriesInput> = {}) {
  return createSeries({ ...base, failures, ...parts, nights }, "the test");
}

const first = { night: "2026-11-19" };
const second = { night: "2026-11-20" };

describe("createSeries", () => {
  it("gives each night what holds for all, and in its place what the night says", () => {
    const { nights } = seriesOf([first, { ...second, jobs: 50, failures: [], cancelled: 0.5 }]);
    expect(nights.map(({ scenario }) => scenario)).toMatchObject([
      { night: "2026-11-19", jobs: 400, failures: [{ code: "Bad" }], cancelled: 0 },
      { night: "2026-11-20", jobs: 50, failures: [], cancelled: 0.5 },
    ]);
    expect(nights[0]?.scenario.buckets).toEqual(nights[1]?.scenario.buckets);
  });

  it("adds what fails also", () => {
    const worse = { code: "Worse", messages: ["worse"], share: 0.2 };
    const codes = (series: ReturnType<typeof seriesOf>) =>
      series.nights.map(({ scenario }) => scenario.failures.map(({ code }) => code));
    expect(codes(seriesOf([first, { ...second, alsoFailing: [worse] }]))).toEqual([["Bad"], ["Bad", "Worse"]]);
    expect(codes(seriesOf([{ ...first, failures: [], alsoFailing: [worse] }]))).toEqual([["Worse"]]);
    const { failures: _, ...none } = { ...base, failures };
    expect(codes(createSeries({ ...none, nights: [{ ...first, alsoFailing: [worse] }] }, "it"))).toEqual([["Worse"]]);
  });

  it("leaves jobs outside to the first night and the last", () => {
    const nights = [first, second, { night: "2026-11-21" }];
    const outside = ({ scenario }: ReturnType<typeof seriesOf>["nights"][number]) => scenario.outside;
    expect(seriesOf(nights).nights.map(outside)).toEqual([
      { before: 20, after: 0 },
      { before: 0, after: 0 },
      { before: 0, after: 20 },
    ]);
    expect(seriesOf([first], { outside: { before: 3 } }).nights.map(outside)).toEqual([{ before: 3, after: 20 }]);
  });

  it("dates events and puts them in order", () => {
    const { events } = seriesOf([
      {
        ...first,
        events: [
          { queue: "thumbs", at: "21:30", state: "Paused" },
          { queue: "thumbs", at: "03:00", maxSize: 5 },
        ],
      },
      { ...second, events: [{ queue: "thumbs", at: "08:30", state: "Active" }] },
    ]);
    expect(events).toEqual([
      { queue: "thumbs", at: Date.parse("2026-11-19T03:00:00+08:00"), maxSize: 5 },
      { queue: "thumbs", at: Date.parse("2026-11-19T21:30:00+08:00"), state: "Paused" },
      { queue: "thumbs", at: Date.parse("2026-11-20T08:30:00+08:00"), state: "Active" },
    ]);
  });

  it("knows the usual retry", () => {
    expect(seriesOf([first, { ...second, retried: [{ share: 0.5 }] }]).nights.map(({ retried }) => retried)).toEqual([
      [],
      [{ codes: [], share: 0.5, failAgain: 0, at: "10:00" }],
    ]);
  });

  it.each<[string, readonly NightInput[], string]>([
    ["a night left out", [first, { night: "2026-11-21" }], "nights[1].night: must be the day after the night before"],
    ["nights in another order", [second, first], "nights[1].night: must be the day after the night before"],
    [
      "a retry of nothing",
      [{ ...first, retried: [{ share: 1 }] }],
      "nights[0].retried: there is no night before the first",
    ],
    [
      "an event of nobody",
      [{ ...first, events: [{ queue: "nowhere", at: "10:00", state: "Paused" }] }],
      "events: no queue is named nowhere",
    ],
    [
      "a time without a queue",
      [{ ...first, events: ["thumbs", "archive"].map((queue) => ({ queue, at: "10:00", exists: false })) }],
      "events: at least one queue must be there all the time",
    ],
    [
      "an event that changes nothing",
      [{ ...first, events: [{ queue: "thumbs", at: "10:00" }] }],
      "nights[0].events[0]: must say what changes: state, callback, maxSize, maxConcurrent or exists",
    ],
    [
      "what no night can change",
      [{ ...first, timeZone: "Europe/Berlin" } as NightInput],
      "nights[0]: a night cannot change timeZone; it can change jobs, traffic, durations, failures, late, hang, hiddenFailures, cancelled, unknownState",
    ],
    [
      "a fault of one night",
      [first, { ...second, jobs: 0 }],
      "nights[1]: jobs: Too small: expected number to be >0, found 0",
    ],
    [
      "a contradiction of one night",
      [first, { ...second, cancelled: 1 }],
      "nights[1]: failures: the shares of all that goes wrong add up to 1.1, and 1 is the whole",
    ],
  ])("refuses %s", (_, nights, problem) => {
    expect(problemsOf(() => seriesOf(nights))[0]).toMatch(problem.slice(0, 40));
    expect(problemsOf(() => seriesOf(nights)).map((text) => text.replace(/, found \{.*$/, ""))).toEqual([problem]);
  });

  it("tells once what is wrong in all nights", () => {
    expect(problemsOf(() => seriesOf([first, { ...second, jobs: 0 }], { cancelled: 2 }))).toEqual([
      "cancelled: Too big: expected number to be <=1, found 2",
      "nights[1]: jobs: Too small: expected number to be >0, found 0",
    ]);
  });
});

describe("readScenarioOrSeries", () => {
  it("takes a file with nights for a series, and any other for a scenario", async () => {
    const page = await readFile(new URL("../../../docs/scenarios.md", import.meta.url), "utf8");
    const [scenario = "", , series = ""] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text);
    expect(readScenarioOrSeries(scenario, "it")).toMatchObject({ night: "2026-11-20", jobs: 2000 });
    const read = readScenarioOrSeries(series, "it");
    expect(read).toMatchObject({ nights: [{ scenario: { night: "2026-11-19" } }, {}, { retried: [{}, {}] }] });
  });

  it("names what is wrong with either, and with what is neither", () => {
    expect(problemsOf(() => readScenarioOrSeries("nights: []\n", "it"))).toEqual([expect.stringMatching(/^nights: /)]);
    expect(problemsOf(() => readScenarioOrSeries("nights: [{ night: soon }]\n", "it"))).toEqual([
      'nights[0].night: Invalid ISO date, found "soon"',
    ]);
    expect(
      problemsOf(() => readScenarioOrSeries("outside: 5\nfailures: 6\nnights: [{ night: 2026-11-20 }]\n", "it")),
    ).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^outside: .*found 5$/),
        expect.stringMatching(/^failures: .*found 6$/),
      ]),
    );
    for (const text of ["", "jobs: 1\n", "42\n"])
      expect(problemsOf(() => readScenarioOrSeries(text, "it"))).not.toEqual([]);
  });
});
