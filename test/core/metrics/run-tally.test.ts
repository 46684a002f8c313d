import { describe, expect, it } from "vitest";
import { createRunTally } from "../../../lib/core/metrics/run-tally.ts";
import type { RunEvent } from "../../../lib/core/run-event.ts";

const of = { family: "pic", night: "2026-11-20", run: "0123456789abcdef" } as const;
const list = { event: "request", operation: "ci:GET /pic_jobs", tries: 3, throttled: 2, failed: false } as const;
const committed: RunEvent = {
  ...{ event: "committed", ...of, revision: 1, commit: "r0001.json", sha256: "ab", status: "complete" },
  ...{ already: false, jobs: 1, findings: 0, holes: 0, durationMs: 9_000 },
};

describe("createRunTally()", () => {
  it("adds up requests by their operation, and steps by their name", () => {
    const tally = createRunTally();
    tally.tell(list);
    tally.tell({ ...list, tries: 1, throttled: 0, failed: true });
    tally.tell({ ...list, operation: "cos:PUT object", tries: 1, throttled: 0 });
    tally.tell({ event: "step-ended", ...of, step: "walk", durationMs: 400 });
    tally.tell({ event: "step-ended", ...of, step: "walk", durationMs: 100 });
    tally.tell({ event: "progress-resumed", ...of, savedAt: "x", windows: 7, plannedWindows: 24, jobs: 3 });
    tally.tell(committed);
    expect(tally.take()).toEqual({
      requests: new Map([
        ["ci:GET /pic_jobs", { requests: 4, retries: 2, throttled: 2, failed: 1 }],
        ["cos:PUT object", { requests: 1, retries: 0, throttled: 0, failed: 0 }],
      ]),
      stepMs: new Map([["walk", 500]]),
      durationMs: 9_000,
      resumedWindows: 7,
    });
  });

  it("begins anew where it was taken", () => {
    const tally = createRunTally();
    tally.tell(list);
    tally.tell(committed);
    tally.take();
    expect(tally.take()).toEqual({ requests: new Map(), stepMs: new Map(), durationMs: null, resumedWindows: 0 });
  });
});
