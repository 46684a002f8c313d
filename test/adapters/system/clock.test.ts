import { describe, expect, it } from "vitest";
import { systemClock } from "../../../lib/adapters/system/clock.ts";

describe("systemClock", () => {
  it("tells the machine's time in milliseconds", () => {
    const before = Date.now();
    const now = systemClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it("wakes when the time has passed", async () => {
    await expect(systemClock.sleep(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  it("rejects with the reason of the signal, at once when it is aborted already", async () => {
    const reason = new Error("the night is over");
    const controller = new AbortController();
    const sleeping = systemClock.sleep(1_000_000, controller.signal);
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await expect(systemClock.sleep(1_000_000, controller.signal)).rejects.toBe(reason);
  });
});
