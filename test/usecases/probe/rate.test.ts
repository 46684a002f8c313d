import { describe, expect, it } from "vitest";
import { createThrottle } from "../../../emulator/throttle.ts";
import { NetworkError } from "../../../lib/core/errors.ts";
import { rateSteps } from "../../../lib/core/probe-rate.ts";
import type { ProbeReply } from "../../../lib/ports/service-probe.ts";
import { createInquiry } from "../../../lib/usecases/probe/inquiry.ts";
import { askRate } from "../../../lib/usecases/probe/rate.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";
import { answered, fakeService, notAnswered } from "./fake-service.ts";

function openClimb(reply: (now: number) => ProbeReply, cap: number | null = 20) {
  const clock = manualClock(midnight);
  const sentAt: number[] = [];
  const service = fakeService([], () => {
    sentAt.push(clock.now() - midnight);
    return reply(clock.now());
  });
  const steps: number[] = [];
  const climb = { service, clock, cap, onStep: ({ rate }: { rate: number }) => void steps.push(rate) };
  const stop = new AbortController();
  const inquiry = createInquiry(service, stop.signal);
  return { inquiry, sentAt, steps, stop, run: () => askRate(inquiry, aScope, climb, stop.signal) };
}

const fine = () => answered([aJob({ id: "c1" })]);
const slowDown = notAnswered("failed", { status: 429, code: "SlowDown", retryAfterMs: 2000 });

describe("rateSteps()", () => {
  it("climbs from one a second to the cap, three seconds each", () => {
    expect(rateSteps(20).map(({ rate }) => rate)).toEqual([1, 2, 3, 5, 8, 12, 18, 20]);
    expect(rateSteps(20).reduce((sum, { requests }) => sum + requests, 0)).toBe(207);
    expect(rateSteps(1)).toEqual([{ rate: 1, requests: 3 }]);
  });
});

describe("askRate()", () => {
  it("asks for nothing unless it is wanted", async () => {
    const { run, sentAt } = openClimb(fine, null);
    expect(await run()).toEqual({ unknown: "not asked for: --rate" });
    expect(sentAt).toEqual([]);
  });

  it("goes no faster than the cap, evenly, and says that it was not stopped", async () => {
    const { run, sentAt, steps, inquiry } = openClimb(fine, 2);
    expect(await run()).toEqual({
      value: { cap: 2, beganAt: null, requests: 9, retryAfterMs: null },
      answer: "not up to 2 a second, in 9 requests",
    });
    expect(steps).toEqual([1, 2]);
    expect(sentAt).toEqual([0, 1000, 2000, 2000, 2500, 3000, 3500, 4000, 4500]);
    expect(inquiry.evidence.map(({ asked }) => asked)).toEqual([
      "1 a second: 3 requests in 2.0 s",
      "2 a second: 6 requests in 2.5 s",
    ]);
  });

  it("ends with the first request that is told to slow down", async () => {
    let now = midnight;
    const takes = createThrottle({ ratePerSecond: 4, burst: 4 }, () => now);
    let refused = 0;
    const { run, steps } = openClimb((at) => {
      now = at;
      if (takes("host")) return fine();
      refused += 1;
      return slowDown;
    });
    const told = await run();
    expect(told).toMatchObject({ value: { cap: 20, beganAt: 5, retryAfterMs: 2000 } });
    expect(told).toMatchObject({
      answer: expect.stringMatching(/^at 5 a second, .*\(429 SlowDown, asking to wait 2\.0 s\)$/),
    });
    expect(refused).toBe(1);
    expect(steps.at(-1)).toBe(5);
  });

  it("takes SlowDown for what it is, whatever its status", async () => {
    const { run } = openClimb(() => notAnswered("failed", { status: 503, code: "SlowDown" }));
    expect(await run()).toMatchObject({ answer: "at 1 a second, after 1 requests (503 SlowDown)" });
  });

  it("ends with any other failure, and then knows nothing", async () => {
    const { run, sentAt } = openClimb(() => notAnswered("denied"));
    expect(await run()).toEqual({ unknown: "one of 1 requests was not answered: it was denied" });
    expect(sentAt).toEqual([0]);
  });

  it("ends when it is told to", async () => {
    const { run, stop } = openClimb(() => {
      stop.abort(new Error("enough"));
      return fine();
    });
    await expect(run()).rejects.toThrow("enough");
  });

  it("ends when it is told to, whatever becomes of a question that is under way", async () => {
    const { run, stop, sentAt } = openClimb(() => {
      stop.abort(new Error("enough"));
      throw new NetworkError("Cannot list jobs: stopped");
    });
    await expect(run()).rejects.toThrow("enough");
    expect(sentAt).toEqual([0]);
  });
});
