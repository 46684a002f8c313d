import { describe, expect, it } from "vitest";
import { thresholdSchema } from "../../../lib/core/schema/threshold.ts";
import { learnThreshold, type ThresholdQuestion } from "../../../lib/core/thresholds/learn-threshold.ts";
import { addCensored, addEvent, noLifetimes } from "../../../lib/core/thresholds/lifetimes.ts";
import { aScope } from "../../fakes/samples.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

function lifetimesOf(ended: readonly number[], seen: readonly number[] = []) {
  const lifetimes = noLifetimes();
  for (const ms of ended) addEvent(lifetimes, ms);
  for (const ms of seen) addCensored(lifetimes, ms);
  return lifetimes;
}

function times(count: number, ms: number): number[] {
  return Array.from({ length: count }, () => ms);
}

const question: ThresholdQuestion = {
  scope: aScope,
  phase: "wait",
  learning: { quantile: 0.99, factor: 2, floorMs: 30 * minuteMs, minJobs: 100, nights: 7 },
  configuredMs: 2 * hourMs,
  queueMs: null,
  lifetimes: lifetimesOf([...times(98, minuteMs), ...times(2, 3 * hourMs)]),
  nights: ["2026-11-19", "2026-11-20"],
};

describe("learnThreshold()", () => {
  it("is the quantile times the factor, in whole minutes, with all that it follows from", () => {
    const row = learnThreshold(question);
    expect(thresholdSchema.parse(row)).toEqual(row);
    expect(row).toMatchObject({
      ...aScope,
      ...{ phase: "wait", source: "learned", quantile: 0.99, factor: 2, floorMs: 30 * minuteMs, minJobs: 100 },
      ...{ events: 100, censored: 0, nights: ["2026-11-19", "2026-11-20"] },
    });
    expect(Math.abs((row.quantileMs ?? 0) - 3 * hourMs)).toBeLessThanOrEqual(0.03 * hourMs);
    expect(row.usedMs).toBe(Math.ceil((2 * (row.quantileMs ?? 0)) / minuteMs) * minuteMs);
    expect(row.reason).toMatch(/^2 times [23]h\d\dm, by when 99 % of jobs had started$/);
  });

  it("is never below the floor", () => {
    const row = learnThreshold({ ...question, phase: "run", lifetimes: lifetimesOf(times(100, 10_000)) });
    expect(row).toMatchObject({ usedMs: 30 * minuteMs, source: "floor" });
    expect(row.reason).toMatch(/^2 times (9\.9|10|10\.1)s, by when 99 % of jobs had ended, and no less than 30m$/);
  });

  it("is the floor itself as learned", () => {
    const learning = { ...question.learning, factor: 1, floorMs: 60 * minuteMs };
    const lifetimes = lifetimesOf(times(100, 59.5 * minuteMs));
    expect(learnThreshold({ ...question, learning, lifetimes })).toMatchObject({
      usedMs: 60 * minuteMs,
      source: "learned",
    });
  });

  it("is the configured one where fewer durations are known than it takes", () => {
    const lifetimes = lifetimesOf(times(99, minuteMs), times(50, minuteMs));
    expect(learnThreshold({ ...question, lifetimes })).toMatchObject({
      ...{ usedMs: 2 * hourMs, source: "configured", quantileMs: null, events: 99, censored: 50 },
      reason: "only 99 of the 100 durations that it takes",
    });
  });

  it("is the configured one where so many jobs hang that nobody knows how long they need", () => {
    const lifetimes = lifetimesOf(times(980, minuteMs), times(20, 5 * hourMs));
    const row = learnThreshold({ ...question, lifetimes });
    expect(row).toMatchObject({ usedMs: 2 * hourMs, source: "configured", quantileMs: null, events: 980 });
    expect(row.reason).toBe("too many jobs had not started to tell by when 99 % have");
    expect(learnThreshold({ ...question, phase: "run", lifetimes }).reason).toContain("had not ended");
  });

  it("is the configured one where no night was complete", () => {
    const row = learnThreshold({ ...question, lifetimes: noLifetimes(), nights: [] });
    expect(row).toMatchObject({ usedMs: 2 * hourMs, source: "configured", events: 0, nights: [] });
    expect(row.reason).toBe("it is complete in no night to learn from");
  });

  it("is what is set for the queue, whatever was learned", () => {
    const row = learnThreshold({ ...question, queueMs: 5_000 });
    expect(row).toMatchObject({ usedMs: 5_000, source: "queue", reason: "set for this queue", events: 100 });
    expect(row.quantileMs).not.toBeNull();
  });

  it("tells shares without the noise of fractions", () => {
    const learning = { ...question.learning, quantile: 0.9995, minJobs: 1 };
    expect(learnThreshold({ ...question, learning }).reason).toContain("99.95 %");
  });
});
