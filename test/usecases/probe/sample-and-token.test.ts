/** What the sample, the oldest jobs and a token's life make of answers that the emulated service does not give. */

import { describe, expect, it } from "vitest";
import type { ProbeReply } from "../../../lib/ports/service-probe.ts";
import { createInquiry } from "../../../lib/usecases/probe/inquiry.ts";
import { askOldestListed } from "../../../lib/usecases/probe/oldest-listed.ts";
import { type Sample, takeSample } from "../../../lib/usecases/probe/sample.ts";
import { askTokenLife } from "../../../lib/usecases/probe/token-life.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";
import { answered, fakeService, notAnswered } from "./fake-service.ts";

const { signal } = new AbortController();
const jobs = Array.from({ length: 300 }, (_, index) =>
  aJob({ id: `c${1000 + index}`, createdAt: midnight + index * 1000 }),
);
const sample: Sample = { scope: aScope, jobs: jobs.slice(200).reverse(), more: true };

/** Answers what `replies` hold at the question's number, and else as the jobs are. */
function inquiryOf(replies: Readonly<Record<number, ProbeReply>> = {}) {
  const service = fakeService(jobs, (_, index) => replies[index] ?? null);
  return { service, inquiry: createInquiry(service, signal) };
}

describe("askTokenLife()", () => {
  const wait = { clock: manualClock(midnight), minutes: 1, onWait: () => undefined };

  it("blames nothing on age where a fresh token is refused too", async () => {
    const { inquiry } = inquiryOf({ 1: notAnswered("refused"), 3: notAnswered("refused") });
    expect(await askTokenLife(inquiry, sample, wait, signal)).toEqual({
      unknown: "a token that is used at once is refused too",
    });
  });

  it.each([0, 1])("tells nothing where question %i is not answered", async (index) => {
    const { inquiry } = inquiryOf({ [index]: notAnswered("failed") });
    expect(await askTokenLife(inquiry, sample, wait, signal)).toEqual({ unknown: "no answer came: it was failed" });
  });

  it("tells nothing where no fresh token is given", async () => {
    const { inquiry } = inquiryOf({ 1: notAnswered("refused"), 2: answered([]) });
    expect(await askTokenLife(inquiry, sample, wait, signal)).toMatchObject({
      unknown: expect.stringContaining("too few"),
    });
  });

  it("stops waiting when it is told to", async () => {
    const stop = new AbortController();
    const { inquiry } = inquiryOf();
    const impatient = { ...wait, onWait: () => stop.abort(new Error("enough")) };
    await expect(askTokenLife(inquiry, sample, impatient, stop.signal)).rejects.toThrow("enough");
  });
});

describe("takeSample()", () => {
  const scopes = Array.from({ length: 12 }, (_, index) => ({ ...aScope, queueId: `p${index}` }));

  it("takes the scope with most jobs of the first ten, and none that is a minute young", async () => {
    const few = (count: number) => answered(jobs.slice(0, count));
    const { service, inquiry } = inquiryOf({
      0: notAnswered("denied"),
      1: few(3),
      2: few(7),
      3: few(5),
      4: answered([]),
    });
    const empty = Object.fromEntries([5, 6, 7, 8, 9].map((index) => [index, answered([])]));
    const taken = await takeSample(
      inquiryOf({ 1: few(3), 2: few(7), 3: few(5), ...empty, 0: few(0), 4: few(0) }).inquiry,
      scopes,
      midnight,
    );
    expect(taken).toMatchObject({ scope: { queueId: "p2" }, more: false });
    await takeSample(inquiry, scopes, midnight + 120_500);
    expect(service.asked[0]).toMatchObject({ list: { to: "2026-11-21T00:01:00+0800", order: "Desc" } });
    expect(await takeSample(inquiryOf().inquiry, [], midnight)).toBeNull();
  });
});

describe("askOldestListed()", () => {
  it("asks for 500 scopes at most, and counts the others", async () => {
    const scopes = Array.from({ length: 503 }, (_, index) => ({ ...aScope, queueId: `p${index}` }));
    const { service, inquiry } = inquiryOf();
    expect(await askOldestListed(inquiry, scopes, midnight + 60_000)).toMatchObject({
      value: { notAsked: 3 },
      answer: "2026-11-20T16:00:00.000Z, in 500 of 500 scopes with jobs",
    });
    expect(service.asked).toHaveLength(500);
  });

  it("takes the oldest of what came, whatever its order", async () => {
    const { inquiry } = inquiryOf({ 0: answered([jobs[9], jobs[2], jobs[5]] as typeof jobs) });
    expect(await askOldestListed(inquiry, [aScope], midnight)).toMatchObject({
      value: { scopes: [{ jobId: "c1002" }] },
    });
  });

  it("says that nothing is listed", async () => {
    const { inquiry } = inquiryOf({ 0: answered([]) });
    expect(await askOldestListed(inquiry, [aScope], midnight)).toMatchObject({ answer: "no job in 1 scopes" });
  });
});
