import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { startDeadline } from "../../../lib/adapters/tencent/deadline.ts";
import { settle } from "./gate.ts";
import { createVirtualClock } from "./virtual-clock.ts";

describe("startDeadline()", () => {
  it("aborts its signal when the time is up", async () => {
    const clock = createVirtualClock(5);
    const deadline = startDeadline({ clock, ms: 100, signal: new AbortController().signal });
    expect(deadline.signal.aborted).toBe(false);
    expect(deadline.remainingMs()).toBe(100);
    await settle();
    await settle();
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.remainingMs()).toBe(0);
  });

  it("passes the caller's reason on", () => {
    const caller = new AbortController();
    const deadline = startDeadline({ clock: createVirtualClock(), ms: 100, signal: caller.signal });
    caller.abort("over");
    expect(deadline.signal.reason).toBe("over");
  });

  it("lets go of the timer and of the caller when it is closed", () => {
    const clock = createVirtualClock();
    const caller = new AbortController();
    const deadline = startDeadline({ clock, ms: 100, signal: caller.signal });
    expect(clock.sleepers()).toBe(1);
    deadline.close();
    expect(clock.sleepers()).toBe(0);
    expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
  });

  it("lets many calls watch one signal without a warning of a leak", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => warnings.push(warning);
    process.on("warning", listen);
    const { signal } = new AbortController();
    const clock = createVirtualClock();
    const deadlines = Array.from({ length: 64 }, () => startDeadline({ clock, ms: 100, signal }));
    await settle();
    for (const deadline of deadlines) deadline.close();
    process.off("warning", listen);
    expect(warnings).toEqual([]);
  });
});
