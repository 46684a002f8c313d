import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { createDeadline } from "../../../lib/adapters/tencent/deadline.ts";
import { settle } from "./gate.ts";
import { createVirtualClock } from "./virtual-clock.ts";

const never = new AbortController().signal;

describe("createDeadline()", () => {
  it("aborts a stretch when the time is up", async () => {
    const clock = createVirtualClock(5);
    const deadline = createDeadline({ clock, ms: 100, signal: never });
    const stretch = deadline.spend((signal) => clock.sleep(1_000, signal));
    expect(deadline.passed()).toBe(false);
    await expect(stretch).rejects.toThrow("The deadline has passed.");
    expect(deadline.passed()).toBe(true);
    expect(deadline.remainingMs()).toBe(0);
    expect(clock.now()).toBe(105);
  });

  it("adds stretches up, and counts nothing between them", async () => {
    const clock = createVirtualClock();
    const deadline = createDeadline({ clock, ms: 100, signal: never });
    await expect(deadline.spend(async (signal) => clock.sleep(40, signal).then(() => "done"))).resolves.toBe("done");
    await clock.sleep(5_000, never);
    expect(deadline.remainingMs()).toBe(60);
    await expect(deadline.spend((signal) => clock.sleep(61, signal))).rejects.toThrow("passed");
    expect(clock.now()).toBe(5_100);
  });

  it("counts a stretch that fails, and passes its failure on", async () => {
    const clock = createVirtualClock();
    const deadline = createDeadline({ clock, ms: 100, signal: never });
    const failure = new Error("reset");
    const stretch = deadline.spend(async (signal) => {
      await clock.sleep(30, signal);
      throw failure;
    });
    await expect(stretch).rejects.toBe(failure);
    expect(deadline.remainingMs()).toBe(70);
    expect(deadline.passed()).toBe(false);
  });

  it("passes the caller's reason on", async () => {
    const clock = createVirtualClock();
    const caller = new AbortController();
    const deadline = createDeadline({ clock, ms: 100, signal: caller.signal });
    const stretch = deadline.spend((signal) => clock.sleep(50, signal));
    caller.abort("over");
    await expect(stretch).rejects.toBe("over");
    await expect(deadline.spend(async () => "begun")).rejects.toBe("over");
    expect(deadline.passed()).toBe(false);
  });

  it("lets go of the timer and of the caller between stretches", async () => {
    const clock = createVirtualClock();
    const caller = new AbortController();
    const deadline = createDeadline({ clock, ms: 100, signal: caller.signal });
    const stretch = deadline.spend((signal) => clock.sleep(10, signal));
    expect(clock.sleepers()).toBe(2);
    await stretch;
    expect(clock.sleepers()).toBe(0);
    expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
  });

  it("lets many calls watch one signal without a warning of a leak", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => warnings.push(warning);
    process.on("warning", listen);
    const { signal } = new AbortController();
    const clock = createVirtualClock();
    const all = Array.from({ length: 64 }, () =>
      createDeadline({ clock, ms: 100, signal }).spend((stop) => clock.sleep(1, stop)),
    );
    await settle();
    await Promise.all(all);
    process.off("warning", listen);
    expect(warnings).toEqual([]);
  });
});
