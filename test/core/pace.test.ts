import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterStart, afterSuccess, afterThrottle, freshPace, type Pace, startDelayMs } from "../../lib/core/pace.ts";

function throttledTimes(times: number): Pace {
  let pace = freshPace;
  for (let round = 1; round <= times; round += 1) {
    pace = afterThrottle(pace, { startedAt: round * 10_000, now: round * 10_000 + 5, retryAfterMs: null });
  }
  return pace;
}

describe("startDelayMs()", () => {
  it("is nothing while nobody asked for less, however many requests start at once", () => {
    const busy = afterStart(afterStart(freshPace, 1_000), 1_000);
    expect(startDelayMs(busy, 1_000)).toBe(0);
  });

  it("counts down to the next start", () => {
    const pace = afterStart(throttledTimes(1), 50_000);
    expect([50_000, 50_049, 50_050, 90_000].map((now) => startDelayMs(pace, now))).toEqual([50, 1, 0, 0]);
  });

  it("is whole, so that no timer wakes too early", () => {
    const pace = afterStart(afterSuccess(throttledTimes(1), 60_000), 70_000);
    expect(pace.spacingMs).toBe(48.5);
    expect(startDelayMs(pace, 70_000)).toBe(49);
  });

  it("lasts until the pause is over, when that is later", () => {
    const pace = afterThrottle(freshPace, { startedAt: 0, now: 1_000, retryAfterMs: 3_000 });
    expect(startDelayMs(pace, 1_000)).toBe(3_000);
    expect(startDelayMs(pace, 4_000)).toBe(0);
  });
});

describe("afterThrottle()", () => {
  it("starts at 50 ms, doubles, and stops growing at a second", () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((times) => throttledTimes(times).spacingMs)).toEqual([
      50, 100, 200, 400, 800, 1_000, 1_000,
    ]);
  });

  it("holds back the very next start", () => {
    const pace = afterThrottle(freshPace, { startedAt: 0, now: 1_000, retryAfterMs: null });
    expect(startDelayMs(pace, 1_000)).toBe(50);
  });

  it("never brings a start forward", () => {
    const slow = afterStart(throttledTimes(6), 100_000);
    const slower = afterThrottle(slow, { startedAt: 99_000, now: 99_500, retryAfterMs: null });
    expect(slower.nextStartAt).toBe(101_000);
  });

  it("grows once for all refusals of requests that were under way together", () => {
    const first = afterThrottle(freshPace, { startedAt: 10, now: 20, retryAfterMs: null });
    const second = afterThrottle(first, { startedAt: 20, now: 25, retryAfterMs: null });
    expect(second.spacingMs).toBe(50);
    expect(afterThrottle(second, { startedAt: 21, now: 40, retryAfterMs: null }).spacingMs).toBe(100);
  });

  it("lengthens the pause even for a refusal that does not count, and never shortens it", () => {
    const first = afterThrottle(freshPace, { startedAt: 10, now: 20, retryAfterMs: 1_000 });
    const longer = afterThrottle(first, { startedAt: 10, now: 30, retryAfterMs: 5_000 });
    expect(longer.pausedUntil).toBe(5_030);
    expect(afterThrottle(longer, { startedAt: 10, now: 40, retryAfterMs: 2_000 }).pausedUntil).toBe(5_030);
    expect(afterThrottle(longer, { startedAt: 90, now: 100, retryAfterMs: null }).pausedUntil).toBe(5_030);
  });

  it("asks again after a minute, whatever the host asks for", () => {
    const pace = afterThrottle(freshPace, { startedAt: 0, now: 1_000, retryAfterMs: 86_400_000 });
    expect(pace.pausedUntil).toBe(61_000);
  });
});

describe("afterSuccess()", () => {
  it("gives way by three hundredths", () => {
    expect(afterSuccess(throttledTimes(2), 30_000).spacingMs).toBeCloseTo(97, 9);
  });

  it("says nothing when the request started before the spacing grew", () => {
    const pace = throttledTimes(2);
    expect(afterSuccess(pace, 20_005)).toBe(pace);
    expect(afterSuccess(pace, 20_006).spacingMs).toBeLessThan(100);
  });

  it("ends in no spacing at all", () => {
    let pace = throttledTimes(7);
    for (let count = 0; count < 227; count += 1) pace = afterSuccess(pace, 80_000);
    expect(pace.spacingMs).toBe(0);
  });

  it("keeps a spacing of a whole millisecond, and none below", () => {
    const almost = { ...throttledTimes(1), spacingMs: 1 / 0.97 };
    expect(afterSuccess(almost, 80_000).spacingMs).toBe(1);
    expect(afterSuccess({ ...almost, spacingMs: 1.03 }, 80_000).spacingMs).toBe(0);
  });

  it("leaves a fresh pace without spacing", () => {
    expect(afterSuccess(freshPace, 5).spacingMs).toBe(0);
  });
});

describe("a pace", () => {
  it("keeps its spacing between nothing and a second whatever happens, and changes no earlier state", () => {
    const step = fc.record({ success: fc.boolean(), tookMs: fc.nat(500), retryAfterMs: fc.option(fc.nat(100_000)) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let pace = Object.freeze(freshPace);
        let now = 0;
        for (const { success, tookMs, retryAfterMs } of steps) {
          const startedAt = now + startDelayMs(pace, now);
          const started = Object.freeze(afterStart(pace, startedAt));
          now = startedAt + tookMs + 1;
          pace = Object.freeze(
            success ? afterSuccess(started, startedAt) : afterThrottle(started, { startedAt, now, retryAfterMs }),
          );
          expect(pace.spacingMs === 0 || (pace.spacingMs >= 1 && pace.spacingMs <= 1_000)).toBe(true);
          expect(startDelayMs(pace, now)).toBeLessThanOrEqual(60_000);
        }
      }),
    );
  });
});
