import { describe, expect, it } from "vitest";
import { holeCauses } from "../../lib/core/hole.ts";
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
