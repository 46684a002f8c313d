import { describe, expect, it } from "vitest";
import { type Hole, holeCauses, mergeHoles } from "../../lib/core/hole.ts";
import { hole } from "../../lib/core/schema/common.ts";

describe("holeCauses", () => {
  const row = {
    region: "ap-chongqing",
    bucket: null,
    queueId: null,
    tag: null,
    from: "2026-11-20T16:00:00.000Z",
    to: "2026-11-21T16:00:00.000Z",
    detail: "",
    requestId: null,
    evidence: null,
  };

  it("are all writable, and no other is", () => {
    for (const cause of holeCauses) expect(hole.safeParse({ ...row, cause }).success).toBe(true);
    expect(hole.safeParse({ ...row, cause: "whim" }).success).toBe(false);
  });
});

describe("mergeHoles()", () => {
  function aHole(from: number, to: number, change: Partial<Hole> = {}): Hole {
    return { from, to, cause: "undecodable", detail: `from ${from}`, requestId: `r${from}`, evidence: null, ...change };
  }

  it("makes one of holes that meet, and keeps what was seen first", () => {
    expect(mergeHoles([aHole(0, 1), aHole(1, 2), aHole(2, 5)])).toEqual([aHole(0, 5)]);
  });

  it("keeps apart what does not meet, or has another cause", () => {
    const holes = [aHole(0, 1), aHole(2, 3), aHole(3, 4, { cause: "network" }), aHole(4, 5)];
    expect(mergeHoles(holes)).toEqual(holes);
    expect(mergeHoles([])).toEqual([]);
  });
});
