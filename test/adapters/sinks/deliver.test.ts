import { describe, expect, it } from "vitest";
import { type Attempt, failed, refused, taken } from "../../../lib/adapters/sinks/attempt.ts";
import { createTurns, deliver } from "../../../lib/adapters/sinks/deliver.ts";
import { failureOf } from "../tencent/scripted-sender.ts";
import { createVirtualClock } from "../tencent/virtual-clock.ts";
import { never } from "./a-sink.ts";

type Step = Attempt | Error | "silence";

/** Plays the steps in turn, the last one again and again; nothing waits. */
function prepare(script: readonly Step[], { random = 0.5, spacingMs = 0 } = {}) {
  const clock = createVirtualClock(1_000_000);
  const startedAt = clock.now();
  const starts: number[] = [];
  const attempt = async (signal: AbortSignal): Promise<Attempt> => {
    const step = script[Math.min(starts.length, script.length - 1)] ?? "silence";
    starts.push(clock.now() - startedAt);
    if (step instanceof Error) throw step;
    if (step !== "silence") return step;
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };
  const options = { clock, random: () => random, turn: createTurns(clock, spacingMs) };
  const run = (signal = never) => deliver(attempt, options, signal);
  return { run, starts, clock };
}

describe("deliver", () => {
  it.each([taken("ok"), refused("no such hook")])("tries once where that is the end of it: %j", async (last) => {
    const { run, starts } = prepare([last]);
    expect(await run()).toEqual({ last, tries: 1 });
    expect(starts).toEqual([0]);
  });

  it("tries again what may pass, ever later, and gives up after five tries", async () => {
    const { run, starts } = prepare([failed("busy")]);
    expect(await run()).toEqual({ last: failed("busy"), tries: 5 });
    expect(starts).toEqual([0, 250, 750, 1_750, 3_750]);
  });

  it("waits as long as it is asked to", async () => {
    const { run, starts } = prepare([failed("busy", 7_000), failed("busy", 20), taken("ok")]);
    expect(await run()).toMatchObject({ last: taken("ok"), tries: 3 });
    expect(starts).toEqual([0, 7_000, 7_500]);
  });

  it.each([60_000, 600_000, Number.MAX_SAFE_INTEGER])(
    "does not wait %d ms, which is more than there is",
    async (ms) => {
      const { run, starts } = prepare([failed("busy", ms)]);
      expect(await run()).toEqual({ last: failed("busy", ms), tries: 1 });
      expect(starts).toEqual([0]);
    },
  );

  it("ends a try that says nothing after ten seconds, and all of them after a minute", async () => {
    const { run, starts, clock } = prepare(["silence", failed("busy", 25_000), "silence"], { random: 0 });
    const startedAt = clock.now();
    expect(await run()).toEqual({ last: failed("no whole answer came within 5000 ms"), tries: 5 });
    expect(starts).toEqual([0, 10_000, 35_000, 45_000, 55_000]);
    expect(clock.now() - startedAt).toBe(60_000);
  });

  it("gives the last try no more time than is left", async () => {
    const { run } = prepare([failed("busy", 58_000), "silence"], { random: 0 });
    expect(await run()).toEqual({ last: failed("no whole answer came within 2000 ms"), tries: 2 });
  });

  it("starts every try in its turn", async () => {
    const { run, starts } = prepare([failed("busy"), failed("busy"), taken("ok")], { random: 0, spacingMs: 3_100 });
    await run();
    expect(starts).toEqual([0, 3_100, 6_200]);
  });

  it("ends with the caller's reason, while it tries and while it waits", async () => {
    for (const step of ["silence", failed("busy")] as const) {
      const { run, starts } = prepare([step]);
      const stop = new AbortController();
      const ended = failureOf(run(stop.signal));
      while (starts.length === 0) await Promise.resolve();
      stop.abort(new Error("interrupted"));
      expect(await ended).toEqual(new Error("interrupted"));
      expect(starts).toEqual([0]);
    }
  });

  it("does not take a defect for a failure", async () => {
    const { run } = prepare([new TypeError("a defect")]);
    expect(await failureOf(run())).toEqual(new TypeError("a defect"));
  });
});

describe("createTurns", () => {
  it("keeps those that ask at the same time apart, and holds nobody up later", async () => {
    const clock = createVirtualClock(0);
    const turn = createTurns(clock, 1_000);
    const at = async () => turn(never).then(() => clock.now());
    expect(await Promise.all([at(), at(), at()])).toEqual([0, 1_000, 2_000]);
    await clock.sleep(5_000, never);
    expect(await at()).toBe(7_000);
  });
});
