import { describe, expect, it } from "vitest";
import { type FindingFilter, matches, textsOfJob } from "../../cli/finding-filter.ts";
import { makeFinding } from "./finding.ts";

const finding = makeFinding({
  jobId: "j0815",
  queueId: "p0123",
  output: { bucket: null, region: null, object: "out/thumb.webp" },
  innerFailures: [{ path: "Operation.Watermark", code: "Small", message: "容量不足" }],
});
const names = new Map([
  ["p0123", "thumbnails"],
  ["p9", "posters"],
]);

const yes: readonly FindingFilter[] = [
  {},
  { verdict: "failed", queue: "thumbnails", group: "v1:01", text: "J0815" },
  { queue: "p01" },
  { group: "0123" },
  { group: "v1" },
  { text: "imagetoo" },
  { text: "TOO large" },
  { text: "failed with" },
  { text: "图" },
  { text: "thumb.webp" },
  { text: "容量" },
  { text: "operation.water" },
];

const no: readonly FindingFilter[] = [
  { verdict: "held" },
  { queue: "posters" },
  { queue: "thumb" },
  { group: "123" },
  { group: "v2" },
  { text: "v1:0123" },
  { verdict: "failed", text: "nothing like it" },
];

describe("matches", () => {
  it("looks for a group by the fingerprints of older versions as well", () => {
    const row = { ...finding, fingerprint: "v2:aaaa", olderFingerprints: ["v1:bbbb"] };
    const isOf = (group: string) => matches(row, { group }, names, textsOfJob);
    expect(["v1:bb", "bb", "v2:aa", "aa"].map(isOf)).toEqual([true, true, true, true]);
    expect(["v1:aa", "v2:bb"].map(isOf)).toEqual([false, false]);
    expect(matches({ ...row, fingerprint: null, olderFingerprints: [] }, { group: "" }, names, () => [])).toBe(false);
  });

  it.each(yes)("lets through what fits %j", (filter) => {
    expect(matches(finding, filter, names, textsOfJob)).toBe(true);
  });

  it.each(no)("keeps back what does not fit %j", (filter) => {
    expect(matches(finding, filter, names, textsOfJob)).toBe(false);
  });

  it("finds text in the names of objects only where there are any", () => {
    expect(matches(makeFinding({ input: null }), { text: "jpg" }, names, textsOfJob)).toBe(false);
  });

  it("knows that a job with which nothing is wrong is of no group and no verdict", () => {
    const well = { ...finding, verdict: null, fingerprint: null };
    expect(matches(well, { text: "j0815" }, names, textsOfJob)).toBe(true);
    expect(matches(well, { group: "v1" }, names, textsOfJob)).toBe(false);
    expect(matches(well, { verdict: "failed" }, names, textsOfJob)).toBe(false);
  });
});
