import { describe, expect, it } from "vitest";
import { leftOfEarlier } from "../../../lib/usecases/repair/earlier-holes.ts";
import type { HoleRow } from "../../../lib/usecases/repair/recorded-night.ts";
import { aManifest } from "../../fakes/a-manifest.ts";

function at(date: string): string {
  return `${date}T16:00:00.000Z`;
}

/** Of the night that begins on `day` of November and ends on the next. */
function hole(day: number, bucket: string | null = null, detail = ""): HoleRow {
  const times = { from: at(`2026-11-${day}`), to: at(`2026-11-${day + 1}`) };
  return {
    region: "east",
    bucket,
    queueId: null,
    tag: null,
    ...times,
    cause: "network",
    detail,
    requestId: null,
    evidence: null,
  };
}

function nightOf(day: number) {
  return { manifest: aManifest({ span: { from: at(`2026-11-${day}`), to: at(`2026-11-${day + 1}`) } }) };
}

describe("leftOfEarlier()", () => {
  it.each<[string, { before: HoleRow[]; now: HoleRow[]; nights: number[]; left: HoleRow[] }]>([
    ["nothing of what was sought and found", { before: [hole(18)], now: [], nights: [18], left: [] }],
    [
      "what could not be sought still, as it is now",
      { before: [hole(18)], now: [hole(18, "b", "now")], nights: [18], left: [hole(18, "b", "now")] },
    ],
    [
      "nothing of a hole that is new",
      { before: [hole(18)], now: [hole(18), hole(19)], nights: [18, 19], left: [hole(18)] },
    ],
    ["what no report is there of", { before: [hole(18)], now: [], nights: [19], left: [hole(18)] }],
    [
      "what no report is there of, beside what could not be sought",
      { before: [hole(17), hole(18)], now: [hole(18)], nights: [18], left: [hole(18), hole(17)] },
    ],
    [
      "once what is not there and is told of now",
      { before: [hole(18)], now: [hole(18, null, "now")], nights: [], left: [hole(18, null, "now")] },
    ],
  ])("leaves %s", (_what, { before, now, nights, left }) => {
    expect(leftOfEarlier(before, now, nights.map(nightOf))).toEqual(left);
  });
});
