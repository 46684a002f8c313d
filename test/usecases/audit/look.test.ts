import { describe, expect, it } from "vitest";
import { lookPlan } from "../../../lib/usecases/audit/look.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { aRequest } from "./a-night.ts";

const signal = new AbortController().signal;
const hourMs = 3_600_000;

describe("lookPlan", () => {
  it("reads up to the whole second that has begun, and judges at its end", async () => {
    const clock = manualClock(midnight + 5 * hourMs + 789);
    const plan = await lookPlan({ store: memoryStore(), clock }, aRequest(), 2 * hourMs, signal);
    const to = midnight + 5 * hourMs;
    expect(plan).toMatchObject({ span: { from: to - 2 * hourMs, to }, asOf: to, previous: null, inputs: [] });
  });

  it("is another run each second, and the same for the same second", async () => {
    const runAt = async (now: number) =>
      (await lookPlan({ store: memoryStore(), clock: manualClock(now) }, aRequest(), hourMs, signal)).runId;
    expect(await runAt(midnight)).toMatch(/^[0-9a-f]{16}$/);
    expect(await runAt(midnight + 999)).toBe(await runAt(midnight));
    expect(await runAt(midnight + 1000)).not.toBe(await runAt(midnight));
  });
});
