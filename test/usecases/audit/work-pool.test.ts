import { describe, expect, it } from "vitest";
import { createWorkPool, type Work } from "../../../lib/usecases/audit/work-pool.ts";

const { signal: never } = new AbortController();

/** Work that goes on until it is told to end, and how much of it was ever under way at once. */
function aShift() {
  const queue: Work[] = [];
  const ends: (() => void)[] = [];
  const seen = { most: 0, now: 0 };
  const hand: Work = async () => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    await new Promise<void>((resolve) => ends.push(resolve));
    seen.now -= 1;
  };
  const add = (count: number) => queue.push(...Array.from({ length: count }, () => hand));
  const endOne = async () => {
    ends.shift()?.();
    await settled();
  };
  return { queue, seen, add, endOne, next: () => queue.shift() ?? null };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe("createWorkPool()", () => {
  it("ends at once where there is no work", async () => {
    await expect(createWorkPool({ concurrency: 3, next: () => null }, never).run()).resolves.toBeUndefined();
  });

  it("does all of it, never more at once than it may", async () => {
    const shift = aShift();
    shift.add(7);
    const run = createWorkPool({ concurrency: 3, next: shift.next }, never).run();
    await settled();
    expect(shift.seen).toEqual({ most: 3, now: 3 });
    for (let count = 0; count < 7; count += 1) await shift.endOne();
    await run;
    expect(shift.seen).toEqual({ most: 3, now: 0 });
  });

  it("gives work that comes up meanwhile to idle workers as soon as it is woken, and to no more than there are", async () => {
    const shift = aShift();
    shift.add(1);
    const pool = createWorkPool({ concurrency: 3, next: shift.next }, never);
    const run = pool.run();
    await settled();
    shift.add(4);
    pool.wake();
    await settled();
    expect(shift.seen.now).toBe(3);
    for (let count = 0; count < 5; count += 1) await shift.endOne();
    await run;
    expect(shift.queue).toEqual([]);
  });

  it("looks for more work whenever some is done, before it ends", async () => {
    const tale: string[] = [];
    const queue: Work[] = [
      async () => {
        tale.push("first");
        queue.push(async () => void tale.push("second"));
      },
    ];
    await createWorkPool({ concurrency: 8, next: () => queue.shift() ?? null }, never).run();
    expect(tale).toEqual(["first", "second"]);
  });

  it("stops the rest when some of it throws, and begins no more", async () => {
    const failure = new Error("no");
    const stopped: unknown[] = [];
    const queue: Work[] = [
      (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
      async (signal) => {
        signal.addEventListener("abort", () => stopped.push(signal.reason));
        throw failure;
      },
      async () => void stopped.push("begun"),
    ];
    const pool = createWorkPool({ concurrency: 2, next: () => queue.shift() ?? null }, never);
    await expect(pool.run()).rejects.toBe(failure);
    await settled();
    expect(stopped).toEqual([failure]);
  });

  it("stops all of it when it is aborted, also while workers are idle", async () => {
    const shift = aShift();
    shift.add(1);
    const stop = new AbortController();
    const run = createWorkPool({ concurrency: 2, next: shift.next }, stop.signal).run();
    await settled();
    stop.abort("over");
    await expect(run).rejects.toBe("over");
  });

  it("begins nothing when it is aborted before", async () => {
    const shift = aShift();
    shift.add(1);
    await expect(createWorkPool({ concurrency: 2, next: shift.next }, AbortSignal.abort("over")).run()).rejects.toBe(
      "over",
    );
    expect(shift.seen.most).toBe(0);
  });
});
