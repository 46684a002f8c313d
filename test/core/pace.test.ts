import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterStart,
  afterSuccess,
  afterThrottle,
  freshPace,
  type Pace,
  startDelayMs,
  type Throttled,
} from "../../lib/core/pace.ts";

function throttled(pace: Pace, facts: Partial<Throttled> & Pick<Throttled, "startedAt" | "now">): Pace {
  return afterThrottle(pace, { retryAfterMs: null, achieved: 0, ...facts });
}

function throttledTimes(times: number, achieved = 0): Pace {
  let pace = freshPace();
  for (let round = 1; round <= times; round += 1) {
    pace = throttled(pace, { startedAt: round * 10_000, now: round * 10_000 + 5, achieved });
  }
  return pace;
}

/** The rate after so many seconds in which every request succeeds, and as many are sent as may be. */
function afterSeconds(pace: Pace, seconds: number): Pace {
  let grown = pace;
  for (let at = 0; at < seconds && grown.rate < Number.POSITIVE_INFINITY; at += 1 / grown.rate) {
    grown = afterSuccess(grown, 1_000_000);
  }
  return grown;
}

/** Starts of requests that are all asked for at `now`, by a timer that wakes when it is told to. */
function starts(pace: Pace, now: number, count: number): number[] {
  const all: number[] = [];
  let at = now;
  for (let next = pace; all.length < count; next = afterStart(next, at)) {
    at += startDelayMs(next, at);
    all.push(at);
  }
  return all;
}

describe("startDelayMs()", () => {
  it("is nothing while nobody asked for less, however many requests start at once", () => {
    expect(starts(freshPace(), 1_000, 5)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  });

  it("spaces requests under a ceiling from the first on", () => {
    expect(starts(freshPace(100), 1_000, 5)).toEqual([1_000, 1_000, 1_000, 1_010, 1_020]);
  });

  it("counts down to the next start", () => {
    const pace = afterStart({ ...throttledTimes(1), nextStartAt: 50_000 }, 50_000);
    expect([50_000, 50_049, 50_050, 90_000].map((now) => startDelayMs(pace, now))).toEqual([50, 1, 0, 0]);
  });

  it("is whole, so that no timer wakes too early, and loses nothing by it", () => {
    const pace = { ...freshPace(300), nextStartAt: 0 };
    expect(starts(pace, 0, 7)).toEqual([0, 4, 7, 10, 14, 17, 20]);
  });

  it("lets a timer that woke late catch up with 20 ms, and with no more", () => {
    const pace = { ...freshPace(100), nextStartAt: 0 };
    expect(starts(pace, 20, 5)).toEqual([20, 20, 20, 30, 40]);
    expect(starts(pace, 5_000, 5)).toEqual([5_000, 5_000, 5_000, 5_010, 5_020]);
  });

  it("lasts until the pause is over, when that is later, and spaces what waited for its end", () => {
    const pace = throttled(freshPace(), { startedAt: 0, now: 1_000, retryAfterMs: 3_000 });
    expect(startDelayMs(pace, 1_000)).toBe(3_000);
    expect(starts(pace, 1_000, 3)).toEqual([4_000, 4_050, 4_100]);
  });
});

describe("afterThrottle()", () => {
  it("starts at 20 a second, halves, and stops at one a second", () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((times) => throttledTimes(times).rate)).toEqual([20, 10, 5, 2.5, 1.25, 1, 1]);
  });

  it("halves what was achieved, if that was more", () => {
    expect(throttledTimes(1, 640).rate).toBe(320);
  });

  it("halves the rate where less was asked for than it allows", () => {
    expect(throttled(freshPace(10), { startedAt: 0, now: 1, achieved: 640 }).rate).toBe(5);
  });

  it("holds back the very next start", () => {
    const pace = throttled(freshPace(), { startedAt: 0, now: 1_000 });
    expect(startDelayMs(pace, 1_000)).toBe(50);
  });

  it("never brings a start forward", () => {
    const slow = afterStart({ ...throttledTimes(6), nextStartAt: 100_000 }, 100_000);
    expect(throttled(slow, { startedAt: 99_000, now: 99_500 }).nextStartAt).toBe(101_000);
  });

  it("halves once for all refusals of requests that were under way together", () => {
    const first = throttled(freshPace(), { startedAt: 10, now: 20 });
    const second = throttled(first, { startedAt: 20, now: 25 });
    expect(second.rate).toBe(20);
    expect(throttled(second, { startedAt: 21, now: 40 }).rate).toBe(10);
  });

  it("lengthens the pause even for a refusal that does not count, and never shortens it", () => {
    const first = throttled(freshPace(), { startedAt: 10, now: 20, retryAfterMs: 1_000 });
    const longer = throttled(first, { startedAt: 10, now: 30, retryAfterMs: 5_000 });
    expect(longer.pausedUntil).toBe(5_030);
    expect(throttled(longer, { startedAt: 10, now: 40, retryAfterMs: 2_000 }).pausedUntil).toBe(5_030);
    expect(throttled(longer, { startedAt: 90, now: 100 }).pausedUntil).toBe(5_030);
  });

  it("asks again after a minute, whatever the host asks for", () => {
    const pace = throttled(freshPace(), { startedAt: 0, now: 1_000, retryAfterMs: 86_400_000 });
    expect(pace.pausedUntil).toBe(61_000);
  });
});

describe("startDelayMs() of a clock that was set back", () => {
  it("is a minute and an interval at most", () => {
    const pace = afterStart(freshPace(2), 3_600_000);
    expect(startDelayMs(pace, 3_600_000)).toBe(480);
    expect(startDelayMs(pace, 0)).toBe(60_500);
  });
});

describe("afterThrottle() under a low ceiling", () => {
  it("goes below it, and not up to one a second", () => {
    const once = throttled(freshPace(0.1), { startedAt: 0, now: 1 });
    expect(once.rate).toBe(0.05);
    const often = Array.from({ length: 9 }, (_, index) => index).reduce(
      (pace, index) => throttled(pace, { startedAt: 10 + index, now: 10 + index }),
      once,
    );
    expect(often.rate).toBeCloseTo(0.0125, 10);
    // A success at 0.0125 a second stands for 80 s, and in 32 s the rate grows to the ceiling.
    expect(afterSuccess(often, 1_000_000).rate).toBe(0.1);
  });

  it("grows to it by equal steps in 32 s", () => {
    const pace = { ...throttledTimes(6), ceiling: 0.8, rate: 0.4, borne: 0 };
    expect(afterSuccess(pace, 1_000_000).rate).toBeCloseTo(0.4 + 0.8 / 32 / 0.4, 10);
  });
});

describe("afterSuccess()", () => {
  it("adds the same in every second, until what was borne is reached in 16 s", () => {
    const pace = throttledTimes(1, 640);
    const rates = [0, 4, 8, 12, 16].map((seconds) => Math.round(afterSeconds(pace, seconds).rate / 20) * 20);
    expect(rates).toEqual([320, 400, 480, 560, 640]);
  });

  it("adds one a second where next to nothing was borne", () => {
    const pace = { ...throttledTimes(6), borne: 2 };
    expect(afterSeconds(pace, 10).rate).toBeGreaterThan(10);
    expect(afterSeconds(pace, 10).rate).toBeLessThan(13);
  });

  it("comes back from a long refusal as from a short one", () => {
    const long = throttledTimes(20, 640);
    expect(long.rate).toBe(1);
    expect(afterSeconds(long, 64).rate).toBeGreaterThan(640);
  });

  it("forgets what was borne where it is refused for good", () => {
    expect(throttledTimes(200, 640).borne).toBeLessThan(5);
  });

  it("says nothing when the request started before the rate was halved", () => {
    const pace = throttledTimes(2);
    expect(afterSuccess(pace, 20_005)).toBe(pace);
    expect(afterSuccess(pace, 20_006).rate).toBeGreaterThan(10);
  });

  it("ends in no bound at all above 1,000 a second", () => {
    expect(afterSeconds(throttledTimes(1, 640), 60).rate).toBe(Number.POSITIVE_INFINITY);
  });

  it("ends at the ceiling", () => {
    expect(afterSeconds(throttled(freshPace(30), { startedAt: 0, now: 1 }), 600).rate).toBe(30);
    expect(afterSeconds(throttled(freshPace(5_000), { startedAt: 0, now: 1, achieved: 5_000 }), 60).rate).toBe(5_000);
  });

  it("leaves a fresh pace as it is", () => {
    const pace = freshPace();
    expect(afterSuccess(pace, 5)).toBe(pace);
  });
});

describe("a pace", () => {
  it("stays at or below its ceiling, and above nothing, whatever happens, and changes no earlier state", () => {
    const step = fc.record({ success: fc.boolean(), tookMs: fc.nat(500), retryAfterMs: fc.option(fc.nat(100_000)) });
    const ceiling = fc.option(fc.double({ min: 0.001, max: 2_000, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(ceiling, fc.nat(3_000), fc.array(step, { maxLength: 60 }), (most, achieved, steps) => {
        let pace = Object.freeze(freshPace(most));
        let now = 0;
        for (const { success, tookMs, retryAfterMs } of steps) {
          const startedAt = now + startDelayMs(pace, now);
          const started = Object.freeze(afterStart(pace, startedAt));
          now = startedAt + tookMs + 1;
          const facts = { startedAt, now, retryAfterMs, achieved };
          pace = Object.freeze(success ? afterSuccess(started, startedAt) : afterThrottle(started, facts));
          const least = Math.min(1, (most ?? 8) / 8);
          expect(pace.rate).toBeGreaterThanOrEqual(least);
          expect(pace.rate).toBeLessThanOrEqual(most ?? Number.POSITIVE_INFINITY);
          expect(startDelayMs(pace, now)).toBeLessThanOrEqual(60_001 + 1_000 / least);
        }
      }),
    );
  });
});
