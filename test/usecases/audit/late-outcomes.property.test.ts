/** Late outcomes arrive, each once, whatever the order in which nights are committed. */

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Amendment } from "../../../lib/core/schema/carried.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import type { aRequest } from "./a-night.ts";
import { type AuditedNight, auditAt, cloudAt, dateOf, type History, settled } from "./histories.ts";
import { bytesOf } from "./stored.ts";

const hours = (from: number, to: number) => fc.integer({ min: from, max: to });

/** Jobs of four days that wait, run and end within six, or never; several in one second. */
const histories = fc
  .array(
    fc.record({
      created: fc.oneof(hours(0, 95), hours(0, 3)),
      wait: fc.oneof(fc.constant(null), hours(0, 30)),
      run: fc.oneof(fc.constant(null), hours(0, 60)),
      outcome: fc.constantFrom("Success", "Failed", "Cancel"),
      tag: fc.constantFrom("PicProcess", "ImageInspect"),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((jobs) =>
    jobs.map(({ created, wait, run, outcome, tag }, index): History => {
      const started = wait === null ? null : created + wait;
      const ended = started === null || run === null ? null : started + run;
      return { id: `j${index}`, created, started, ended, outcome, tag };
    }),
  );

const reading = fc.record({
  lookupIds: fc.constantFrom(1, 10),
  concurrency: fc.constantFrom(1, 5),
  pageSize: fc.constantFrom(3, 100),
});

interface Run {
  readonly night: number;
  readonly hour: number;
}

async function auditAll(
  jobs: readonly History[],
  runs: readonly Run[],
  change: Partial<ReturnType<typeof aRequest>> = {},
) {
  const store = memoryStore();
  const nights: AuditedNight[] = [];
  for (const run of runs) nights.push(await auditAt(store, run, cloudAt(run.hour, jobs), change));
  return { store, nights };
}

/** The instants at which nights are audited one after the other, each as soon as it can be. */
function inOrder(nights: readonly number[]): Run[] {
  let hour = 0;
  return nights.map((night) => {
    hour = Math.max(hour + 1, settled(night));
    return { night, hour };
  });
}

const learned = (night: number) => new RegExp(`/(amendments|carried)/family=pic/date=${dateOf(night)}/`);

function amendmentsOf(nights: readonly AuditedNight[]): readonly Amendment[] {
  return nights.flatMap(({ amendments }) => amendments);
}

/** How each job that was ever open is known in the end: amendments in the order of their nights, an end wins. */
function lastKnown(nights: readonly AuditedNight[]): Map<string, string> {
  const known = new Map<string, string>();
  const sorted = [...nights].sort((a, b) => (a.result.manifest.night < b.result.manifest.night ? -1 : 1));
  for (const { open } of sorted) for (const { jobId, state } of open) known.set(jobId, state);
  for (const { jobId, state, change } of amendmentsOf(sorted)) {
    if (!known.get(jobId)?.startsWith("over")) known.set(jobId, change === "changed" ? state : `over ${state}`);
  }
  return known;
}

describe("auditNight(), in any order of nights", () => {
  it("tells byte for byte the same on the fourth night, when the three before it saw the same", async () => {
    await fc.assert(
      fc.asyncProperty(histories, reading, async (jobs, change) => {
        const bytesAfter = async (order: readonly number[]) => {
          const three = order.map((night) => ({ night, hour: settled(3) }));
          const { store } = await auditAll(jobs, [...three, { night: 4, hour: settled(4) }], change);
          return bytesOf(store, learned(4));
        };
        const expected = await bytesAfter([1, 2, 3]);
        expect(await bytesAfter([1, 3, 2])).toEqual(expected);
        expect(await bytesAfter([3, 2, 1])).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it("knows every job the same in the end, though it changed between the runs", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (jobs) => {
        const straight = lastKnown((await auditAll(jobs, inOrder([1, 2, 3, 4]))).nights);
        const crossed = lastKnown((await auditAll(jobs, inOrder([1, 3, 2, 4]))).nights);
        // The second night was read a day later: what ended in between was never open to that run.
        for (const [id, state] of crossed) expect([id, state]).toEqual([id, straight.get(id)]);
        for (const [id, state] of straight)
          if (!crossed.has(id)) expect([id, state]).toEqual([id, expect.stringMatching(/^over/)]);
      }),
      { numRuns: 20 },
    );
  });

  it("amends every job that was open and ended, once, and no other", async () => {
    const order = fc.oneof(fc.constant([1, 3, 2, 4]), fc.shuffledSubarray([1, 2, 3, 4], { minLength: 1 }));
    await fc.assert(
      fc.asyncProperty(histories, order, reading, async (jobs, nights, change) => {
        const runs = inOrder([...nights, 5]);
        const { nights: audited } = await auditAll(jobs, runs, change);
        const end = runs.at(-1)?.hour ?? 0;
        const open = new Set(audited.slice(0, -1).flatMap((night) => night.open.map(({ jobId }) => jobId)));
        const expected = jobs.flatMap(({ id, ended, outcome }) =>
          open.has(id) && ended !== null && ended !== undefined && ended <= end ? [`${id} ${outcome}`] : [],
        );
        const ends = amendmentsOf(audited).filter(({ change: kind }) => kind !== "changed");
        expect(ends.map(({ jobId, state }) => `${jobId} ${state}`).sort()).toEqual(expected.sort());
        expect(audited.every(({ result }) => result.manifest.status === "complete")).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same amendments however they were read", async () => {
    await fc.assert(
      fc.asyncProperty(histories, reading, reading, async (jobs, one, other) => {
        const bytesWith = async (change: typeof one): Promise<MemoryStore> =>
          (await auditAll(jobs, inOrder([1, 2]), change)).store;
        const expected = bytesOf(await bytesWith(one), learned(2));
        expect(bytesOf(await bytesWith(other), learned(2))).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});
