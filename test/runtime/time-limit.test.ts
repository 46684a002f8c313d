import { describe, expect, it } from "vitest";
import { startTimeLimit } from "../../lib/runtime/time-limit.ts";
import { standingClock } from "./standing-clock.ts";

describe("startTimeLimit", () => {
  it.each([
    [900_000, 890_000],
    [100_000, 90_000],
    [3_000, 2_700],
  ])("of %i ms lets %i be used", async (limitMs, usableMs) => {
    const clock = standingClock(1_000);
    const limit = startTimeLimit(clock, limitMs);
    const { signal, remainingMs } = limit;
    expect([limit.usableMs, remainingMs()]).toEqual([usableMs, usableMs]);
    clock.pass(usableMs - 1);
    await Promise.resolve();
    expect([signal.aborted, remainingMs()]).toEqual([false, 1]);
    clock.pass(1);
    await Promise.resolve();
    expect(signal.reason).toMatchObject({ code: "DEADLINE", retryable: true });
  });

  it("says which limit it was", async () => {
    const clock = standingClock(0);
    const { signal } = startTimeLimit(clock, 900_000);
    clock.pass(900_000);
    await Promise.resolve();
    expect(signal.reason.message).toBe("Cannot go on: 15m are nearly up");
  });

  it("leaves no timer behind when it is ended", async () => {
    const clock = standingClock(0);
    const { signal, end } = startTimeLimit(clock, 900_000);
    end();
    expect(clock.sleepers()).toBe(0);
    await Promise.resolve();
    expect(signal.aborted).toBe(false);
  });
});
