import { describe, expect, it } from "vitest";
import { compareIncidents } from "../../../emulator/scenario/compare-incidents.ts";
import type { TruthIncident } from "../../../emulator/scenario/night-truth.ts";

const spike: TruthIncident = {
  ...{ change: "opened", rule: "rate.spike", queueId: "p1", tag: "PicProcess", code: null, told: true },
  why: { prefix: "uploads/heic/", operation: "imageMogr2/format" },
};
const group: TruthIncident = { ...spike, rule: "group.new", code: "Bad", why: null, told: false };

describe("compareIncidents", () => {
  it("has nothing to say where nothing is known, nor where all is as planted in whatever order", () => {
    expect(compareIncidents(null, [spike])).toEqual([]);
    expect(compareIncidents([], [])).toEqual([]);
    const why = { operation: "imageMogr2/format", prefix: "uploads/heic/" };
    expect(compareIncidents([spike, group], [group, { ...spike, why }])).toEqual([]);
  });

  it("names what was not found, and what nobody planted, with cause and whether it was told", () => {
    expect(compareIncidents([group], [spike])).toEqual([
      "planted and not found: group.new of p1 / PicProcess / Bad opened, of which nobody was told",
      "found and not planted: rate.spike of p1 / PicProcess opened, because of operation imageMogr2/format and prefix uploads/heic/, which was told",
    ]);
  });

  it.each<[string, Partial<TruthIncident>]>([
    ["another cause", { why: { prefix: "uploads/" } }],
    ["no cause", { why: {} }],
    ["another place", { queueId: "p2" }],
    ["another change", { change: "resolved" }],
    ["nobody told", { told: false }],
  ])("tells %s apart", (_, change) => {
    expect(compareIncidents([spike], [{ ...spike, ...change }])).toHaveLength(2);
  });

  it("counts what is there twice", () => {
    expect(compareIncidents([group], [group, group])).toEqual([
      "found and not planted: group.new of p1 / PicProcess / Bad opened, of which nobody was told",
    ]);
  });
});
