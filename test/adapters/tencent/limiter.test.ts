import { describe, expect, it } from "vitest";
import { createLimiter } from "../../../lib/adapters/tencent/limiter.ts";
import { NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import { createGate, settle } from "./gate.ts";
import { createVirtualClock } from "./virtual-clock.ts";

const never = new AbortController().signal;

function refusal(facts: { status?: number; serviceCode?: string; retryAfterMs?: number | null }): ServiceError {
  return new ServiceError("refused", { status: 429, serviceCode: "SlowDown", requestId: null, ...facts });
}

/** Starts of `count` requests that succeed, asked for at once, relative to now. */
async function startsAfter(failure: unknown, count: number, maxInFlight = 8): Promise<readonly number[]> {
  const clock = createVirtualClock(1_000);
  const limiter = createLimiter({ clock, maxInFlight });
  await limiter.run(() => Promise.reject(failure), never).catch(() => undefined);
  const starts: number[] = [];
  const gate = createGate<void>();
  const all = Array.from({ length: count }, () =>
    limiter.run(async () => {
      starts.push(clock.now() - 1_000);
      if (starts.length === count) gate.resolve();
      await gate.promise;
    }, never),
  );
  await Promise.all(all);
  return starts;
}

describe("createLimiter()", () => {
  it("starts everything at once while nobody asked for less", async () => {
    await expect(startsAfter(new NetworkError("reset"), 3)).resolves.toEqual([0, 0, 0]);
  });

  it("bounds how many are under way", async () => {
    const limiter = createLimiter({ clock: createVirtualClock(), maxInFlight: 2 });
    const gate = createGate<void>();
    let started = 0;
    const all = [1, 2, 3].map(() =>
      limiter.run(() => {
        started += 1;
        return gate.promise;
      }, never),
    );
    await settle();
    expect(started).toBe(2);
    gate.resolve();
    await Promise.all(all);
    expect(started).toBe(3);
  });

  it("spaces starts after a 429", async () => {
    await expect(startsAfter(refusal({ serviceCode: "HTTP 429" }), 3)).resolves.toEqual([50, 100, 150]);
  });

  it("takes object storage's 503 SlowDown for the same", async () => {
    await expect(startsAfter(refusal({ status: 503 }), 2)).resolves.toEqual([50, 100]);
  });

  it("pauses for as long as any answer asks", async () => {
    const busy = refusal({ status: 503, serviceCode: "ServiceUnavailable", retryAfterMs: 2_000 });
    await expect(startsAfter(busy, 2)).resolves.toEqual([2_000, 2_050]);
  });

  it("does not slow down for errors that ask for nothing", async () => {
    await expect(startsAfter(refusal({ status: 503, serviceCode: "InternalError" }), 2)).resolves.toEqual([0, 0]);
  });

  it("gives way again while requests succeed, by an equal step a second", async () => {
    const clock = createVirtualClock();
    const limiter = createLimiter({ clock, maxInFlight: 1 });
    await limiter.run(() => Promise.reject(refusal({})), never).catch(() => undefined);
    const perSecond: number[] = [];
    for (let second = 1; second <= 32; second += 1) {
      let count = 0;
      for (; clock.now() < second * 1_000; count += 1) await limiter.run(async () => undefined, never);
      perSecond.push(count);
    }
    expect(perSecond[0]).toBeGreaterThanOrEqual(19);
    expect(perSecond[15]).toBeGreaterThanOrEqual(38);
    expect(perSecond[31]).toBeGreaterThanOrEqual(58);
    expect(perSecond[31]).toBeLessThanOrEqual(62);
  });

  it("goes back from what it achieved, not from what it assumes", async () => {
    const clock = createVirtualClock();
    const limiter = createLimiter({ clock, maxInFlight: 8 });
    for (let count = 0; count < 100; count += 1) await limiter.run(async () => undefined, never);
    expect(limiter.achieved()).toBe(100);
    await limiter.run(() => Promise.reject(refusal({})), never).catch(() => undefined);
    await limiter.run(async () => undefined, never);
    expect(clock.now()).toBe(20);
  });

  it("stays below a ceiling that nobody asked for", async () => {
    const clock = createVirtualClock();
    const limiter = createLimiter({ clock, maxInFlight: 64, rateCeiling: 100 });
    const starts: number[] = [];
    const work = async () => {
      while (starts.length < 203) await limiter.run(async () => void starts.push(clock.now()), never);
    };
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(work));
    expect(starts.slice(0, 203).at(-1)).toBe(2_000);
    expect(limiter.achieved()).toBeLessThanOrEqual(103);
  });

  it("counts what succeeded in the last second, and no refusal", async () => {
    const clock = createVirtualClock(5_000);
    const limiter = createLimiter({ clock, maxInFlight: 8 });
    await limiter.run(() => Promise.reject(new NetworkError("reset")), never).catch(() => undefined);
    expect(limiter.achieved()).toBe(0);
    await limiter.run(async () => undefined, never);
    expect(limiter.achieved()).toBe(1);
    await clock.sleep(2_000, never);
    expect(limiter.achieved()).toBe(0);
  });

  it("keeps the order of asking while it is paused", async () => {
    const limiter = createLimiter({ clock: createVirtualClock(), maxInFlight: 3 });
    await limiter.run(() => Promise.reject(refusal({ retryAfterMs: 100 })), never).catch(() => undefined);
    const order: number[] = [];
    await Promise.all([1, 2, 3, 4, 5, 6].map((name) => limiter.run(async () => order.push(name), never)));
    expect(order).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("gives slot and turn back when one gives up during a pause", async () => {
    const clock = createVirtualClock();
    const limiter = createLimiter({ clock, maxInFlight: 1 });
    await limiter.run(() => Promise.reject(refusal({ retryAfterMs: 10_000 })), never).catch(() => undefined);
    const impatient = new AbortController();
    const first = limiter.run(async () => "first", impatient.signal);
    const second = limiter.run(async () => clock.now(), never);
    impatient.abort("enough");
    await expect(first).rejects.toBe("enough");
    await expect(second).resolves.toBe(10_000);
  });
});
