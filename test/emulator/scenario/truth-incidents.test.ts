import { describe, expect, it } from "vitest";
import { createSeries } from "../../../emulator/scenario/read-series.ts";
import type { NightInput } from "../../../emulator/scenario/series.ts";
import { truthOfIncidents } from "../../../emulator/scenario/truth-incidents.ts";
import { makeBucket, makeQueue } from "../small-world.ts";
import { jobOf } from "./hand-made-series.ts";
import { problemsOf, smallInput } from "./small-scenario.ts";

const { night: _, ...base } = smallInput;
const place = { queue: "thumbs", tag: "PicProcess" };

function seriesOf(...incidents: readonly NightInput["incidents"][]) {
  const nights = incidents.map((planted, index) => ({
    night: `2026-11-${19 + index}`,
    ...(planted && { incidents: planted }),
  }));
  return createSeries({ ...base, nights }, "the test");
}

const jobs = [jobOf("c1", 19), jobOf("c2", 19, { templateId: "t1", templateName: "旧版水印" })];
const queues = [makeQueue({ queueId: "p0", name: "archive" }), makeQueue({ queueId: "p7", name: "thumbs", jobs })];
const world = { buckets: [makeBucket({ queues })] };

describe("truthOfIncidents", () => {
  it("knows nothing where no night says anything, and of no other where one does", () => {
    expect(truthOfIncidents(seriesOf(undefined, undefined), world)).toEqual([null, null]);
    expect(truthOfIncidents(seriesOf(undefined, []), world)).toEqual([[], []]);
  });

  it("tells in what nights each opens and resolves, by the names that the world has", () => {
    const paused = { rule: "queue.paused", queue: "archive", until: "2026-11-21" } as const;
    const why = { template: "旧版水印", prefix: "heic/" };
    const spike = { rule: "rate.spike", ...place, why, until: "2026-11-20" } as const;
    const named = { rule: "rate.spike", queueId: "p7", tag: "PicProcess", code: null, told: true };
    const pause = { rule: "queue.paused", queueId: "p0", tag: null, code: null, why: null, told: true };
    expect(truthOfIncidents(seriesOf([spike, paused], undefined, []), world)).toEqual([
      [
        { ...named, change: "opened", why: { operation: "t1", prefix: "heic/" } },
        { ...pause, change: "opened" },
      ],
      [{ ...named, change: "resolved", why: null }],
      [{ ...pause, change: "resolved" }],
    ]);
  });

  it("tells of what another explains that nobody is told", () => {
    const group = { rule: "group.new", ...place, code: "Bad", explained: true, until: "2026-11-20" } as const;
    const told = truthOfIncidents(seriesOf([group], []), world).flatMap((night) => night ?? []);
    expect(told).toMatchObject([
      { change: "opened", code: "Bad", told: false },
      { change: "resolved", code: "Bad", told: false },
    ]);
  });

  it("keeps the name of a template that no job has, so that it is found in no report", () => {
    const spike = { rule: "rate.spike", ...place, why: { template: "none" }, until: "2026-11-20" } as const;
    expect(truthOfIncidents(seriesOf([spike], []), world)[0]).toMatchObject([{ why: { operation: "none" } }]);
  });
});

describe("createSeries, of incidents", () => {
  it.each<[string, NightInput["incidents"], string]>([
    [
      "a queue that is none",
      [{ rule: "queue.gone", queue: "nowhere", until: "2026-11-20" }],
      "nights[0].incidents[0]: no queue is named nowhere",
    ],
    [
      "a tag that is none",
      [{ rule: "rate.spike", queue: "thumbs", tag: "None", until: "2026-11-20" }],
      "nights[0].incidents[0]: the tag None is not among tags",
    ],
    [
      "an end in the night in which it opens",
      [{ rule: "rate.spike", queue: "thumbs", until: "2026-11-19" }],
      "nights[0].incidents[0].until: must be a later night of the series",
    ],
    [
      "an end behind the series",
      [{ rule: "rate.spike", queue: "thumbs", until: "2026-11-21" }],
      "nights[0].incidents[0].until: must be a later night of the series",
    ],
  ])("refuses %s", (_name, incidents, problem) => {
    expect(problemsOf(() => seriesOf(incidents, []))).toEqual([problem]);
  });
});
