/** What questions make of answers that the emulated service does not give. */

import { describe, expect, it } from "vitest";
import type { ProbeReply } from "../../../lib/ports/service-probe.ts";
import { askBounds } from "../../../lib/usecases/probe/bounds.ts";
import { createInquiry } from "../../../lib/usecases/probe/inquiry.ts";
import { askLookupIds } from "../../../lib/usecases/probe/lookup-ids.ts";
import { askPageSize } from "../../../lib/usecases/probe/page-size.ts";
import type { Sample } from "../../../lib/usecases/probe/sample.ts";
import { askTimeForms } from "../../../lib/usecases/probe/time-forms.ts";
import { askUnifiedList } from "../../../lib/usecases/probe/unified-list.ts";
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

describe("askBounds()", () => {
  // In turn: start at T, end at T, both, behind T, before T, around T.
  const [newest] = sample.jobs as [(typeof jobs)[number]];

  it("takes each end for itself", async () => {
    const { inquiry } = inquiryOf({ 0: answered([]), 2: answered([]) });
    expect(await askBounds(inquiry, sample)).toEqual({
      value: { start: "strict", end: "inclusive" },
      answer: "start strict, end inclusive",
    });
  });

  it("believes no end of a list that tells of the job beside its second", async () => {
    const around = inquiryOf({ 3: answered([newest]), 4: answered([newest]) });
    expect(await askBounds(around.inquiry, sample)).toEqual({ unknown: "spans beside the job's second list it too" });
    const behind = inquiryOf({ 3: answered([newest]) });
    expect(await askBounds(behind.inquiry, sample)).toMatchObject({ answer: "start unknown, end inclusive" });
  });

  it("believes nothing of a job that went meanwhile", async () => {
    const { inquiry } = inquiryOf({ 5: answered([]) });
    expect(await askBounds(inquiry, sample)).toEqual({
      unknown: "the job is not listed by a span around its second",
    });
  });

  it("says what kept it from an answer", async () => {
    const { inquiry } = inquiryOf({ 1: notAnswered("failed", { reason: "the line was cut" }) });
    expect(await askBounds(inquiry, sample)).toEqual({ unknown: "no answer came: the line was cut" });
    expect(inquiry.evidence[1]).toMatchObject({ outcome: "failed", jobs: null, reason: "the line was cut" });
  });

  it("takes the job whose second holds fewest", async () => {
    const shared = jobs.slice(0, 3).map((job) => ({ ...job, createdAt: midnight }));
    const { service, inquiry } = inquiryOf();
    await askBounds(inquiry, { ...sample, jobs: [...shared, jobs[7] as (typeof jobs)[number]] });
    expect(inquiry.evidence[0]?.asked).toContain("job c1007 is of 2026-11-20T16:00:07.000Z");
    expect(service.asked).toHaveLength(6);
  });
});

describe("askTimeForms()", () => {
  it("tells nothing where the documented form fails or lists nothing", async () => {
    const failed = inquiryOf({ 0: notAnswered("denied") });
    expect(await askTimeForms(failed.inquiry, sample)).toEqual({ unknown: "this account may not ask: it was denied" });
    const empty = inquiryOf({ 0: answered([]) });
    expect(await askTimeForms(empty.inquiry, sample)).toMatchObject({
      unknown: expect.stringContaining("lists no job"),
    });
  });

  it("leaves open what was not answered, and tells the status of a refusal", async () => {
    const { inquiry } = inquiryOf({ 1: notAnswered("failed"), 2: notAnswered("refused"), 3: answered([]) });
    expect(await askTimeForms(inquiry, sample)).toMatchObject({
      answer: "+0800 taken, +08:00 unknown, Z refused (400 InvalidArgument), no offset taken for another time",
    });
  });

  it("writes the same instant in each form", async () => {
    const { service, inquiry } = inquiryOf({ 1: answered([]), 2: answered([]), 3: answered([]) });
    await askTimeForms(inquiry, sample);
    const froms = service.asked.map((asked) => ("list" in asked ? asked.list.from : ""));
    expect(froms).toEqual([
      "2026-11-21T00:04:58+0800",
      "2026-11-21T00:04:58+08:00",
      "2026-11-20T16:04:58Z",
      "2026-11-21T00:04:58",
    ]);
  });
});

describe("askPageSize()", () => {
  it("tells nothing where the first size fails, and what it knows where a larger one does", async () => {
    const { inquiry } = inquiryOf({ 0: notAnswered("failed") });
    expect(await askPageSize(inquiry, sample)).toMatchObject({ unknown: expect.stringContaining("no answer came") });
    const later = inquiryOf({ 1: notAnswered("denied") });
    expect(await askPageSize(later.inquiry, sample)).toMatchObject({ answer: "100; no answer beyond" });
  });

  it("tells that even the documented size is refused", async () => {
    const { inquiry } = inquiryOf({ 0: notAnswered("refused") });
    expect(await askPageSize(inquiry, sample)).toEqual({
      value: { largest: 0, refusedAt: 100, cappedAt: null },
      answer: "0; 100 refused (400 InvalidArgument)",
    });
  });

  it("ends with a thousand", async () => {
    const many = Array.from({ length: 1000 }, (_, index) => aJob({ id: `d${index}` }));
    const full = (count: number) => answered(many.slice(0, count), { nextToken: "t" });
    const { service, inquiry } = inquiryOf({ 0: full(100), 1: full(200), 2: full(500), 3: full(1000) });
    expect(await askPageSize(inquiry, sample)).toMatchObject({
      value: { largest: 1000, refusedAt: null, cappedAt: null },
      answer: "1000; no more was asked for",
    });
    expect(service.asked).toHaveLength(4);
  });
});

describe("askLookupIds()", () => {
  it("asks for no more than twenty", async () => {
    const { service, inquiry } = inquiryOf();
    expect(await askLookupIds(inquiry, sample)).toMatchObject({ value: { answered: 20, refusedAt: null } });
    expect(service.asked.map((asked) => ("ids" in asked ? asked.ids.length : 0))).toEqual([1, 2, 10, 11, 20, 2]);
  });

  it("tells nothing where not even one job is answered, or no answer came", async () => {
    const refused = inquiryOf({ 0: notAnswered("refused") });
    expect(await askLookupIds(refused.inquiry, sample)).toMatchObject({
      unknown: expect.stringContaining("1 refused"),
    });
    const silent = inquiryOf({ 0: answered([]) });
    expect(await askLookupIds(silent.inquiry, sample)).toMatchObject({
      unknown: expect.stringContaining("of 1 ids 0"),
    });
    const failed = inquiryOf({ 2: notAnswered("failed") });
    expect(await askLookupIds(failed.inquiry, sample)).toEqual({ unknown: "no answer came: it was failed" });
  });

  it("tells that an unknown id is an error, and leaves open what was not answered", async () => {
    const refused = inquiryOf({ 5: notAnswered("refused") });
    expect(await askLookupIds(refused.inquiry, sample)).toMatchObject({
      value: { unknownIds: "refused" },
      answer: "20; no more were asked for; an unknown id is an error",
    });
    const failed = inquiryOf({ 5: notAnswered("failed") });
    expect(await askLookupIds(failed.inquiry, sample)).toMatchObject({ value: { unknownIds: null } });
  });
});

describe("askUnifiedList()", () => {
  it("lets a job change between two questions", async () => {
    const running = jobs.slice(199, 299).map((job) => ({ ...job, state: "Running" }));
    const { inquiry } = inquiryOf({ 0: answered(running) });
    expect(await askUnifiedList(inquiry, sample)).toMatchObject({ value: { agrees: true, compared: 99 } });
  });

  it("compares nothing of a second in which a page was cut", async () => {
    const swapped = [...jobs.slice(199, 298), aJob({ id: "twin", createdAt: midnight + 298_000 })];
    const { inquiry } = inquiryOf({ 1: answered(swapped, { nextToken: "t" }) });
    expect(await askUnifiedList(inquiry, sample)).toMatchObject({ value: { agrees: true, compared: 99 } });
  });

  it("counts what either list alone tells of", async () => {
    const { inquiry } = inquiryOf({ 1: answered([aJob({ id: "other" }), ...jobs.slice(200)]) });
    expect(await askUnifiedList(inquiry, sample)).toMatchObject({
      value: { agrees: false, compared: 98, onlyInFamily: 1, onlyInUnified: 1, otherState: 0 },
      answer: "no: of 98 in both, 1 only in the family's, 1 only in the other, 0 in other states",
    });
  });

  it.each([0, 1, 2])("tells nothing where question %i is not answered", async (index) => {
    const { inquiry } = inquiryOf({ [index]: notAnswered("failed") });
    expect(await askUnifiedList(inquiry, sample)).toEqual({ unknown: "no answer came: it was failed" });
  });
});
