import { describe, expect, it } from "vitest";
import { EventError } from "../../lib/core/errors.ts";
import { firedAt } from "../../lib/runtime/fired-at.ts";
import { standingClock } from "./standing-clock.ts";

const now = Date.UTC(2026, 10, 20, 19, 30);
const fiveMinutes = 300_000;

function firedWith(at: number): number {
  return firedAt({ kind: "timer", at }, standingClock(now));
}

describe("firedAt", () => {
  it.each([Date.UTC(2026, 9, 1), now, now + fiveMinutes])(
    "goes by the timer, which may be ahead a little: %i",
    (at) => {
      expect(firedWith(at)).toBe(at);
    },
  );

  it("refuses a time that is yet to come, and says which", () => {
    expect(() => firedWith(now + fiveMinutes + 1)).toThrow(
      new EventError(
        "Cannot go by a timer of 2026-11-20T19:35:00.001Z: that is more than 5 minutes from now, which is 2026-11-20T19:30:00.000Z here; send the time at which it fired",
      ),
    );
  });
});
