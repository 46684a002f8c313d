/** Whatever could not be read, and in whatever order it can be again: in the end nothing shows that it ever failed. */

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NetworkError, ProtocolError } from "../../../lib/core/errors.ts";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aCloud, audit, nightJobs } from "../audit/a-night.ts";
import { answerOf, expectSound, recordedIn, repair } from "./a-repair.ts";

type Call = Parameters<NonNullable<FakeCiOptions["failJobs"]>>[0];

/** Fails the calls that a hash of what they ask for picks: the same whatever their order. */
function failing(seed: number, share: number): FakeCiOptions["failJobs"] {
  return ({ request, page }: Call) => {
    const text = JSON.stringify([seed, request.scope, request.createdFrom, page]);
    let hash = 7;
    for (const char of text) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
    if (hash % 1_000 >= share) return null;
    const kinds = [
      new NetworkError("reset"),
      new ProtocolError("no XML", { body: Buffer.from(text), requestId: null }),
      new ProtocolError("a proxy's page", { requestId: null, foreign: true }),
    ];
    return kinds[(hash >>> 10) % kinds.length] ?? null;
  };
}

const troubles = fc.record({
  seeds: fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 2, maxLength: 4 }),
  share: fc.constantFrom(50, 300, 700),
  pageSize: fc.constantFrom(1, 7, 100),
  windowMs: fc.constantFrom(1, 5, 24).map((hours) => hours * 3_600_000),
  bounds: fc.constantFrom("strict" as const, "inclusive" as const),
});

describe("repairNight(), over and over", () => {
  it("ends in the bytes of an audit that never failed, and drops nothing on the way", async () => {
    const whole = memoryStore();
    const expected = answerOf(await audit(aCloud(), whole));
    await fc.assert(
      fc.asyncProperty(troubles, async ({ seeds: [first = 0, ...again], share, bounds, ...reading }) => {
        const store = memoryStore();
        const cloud = (failJobs?: FakeCiOptions["failJobs"]) =>
          aCloud({ bounds, ...(failJobs && { failJobs }) }, nightJobs);
        let night: CommittedNight | null = null;
        try {
          night = await audit(cloud(failing(first, share)), store, reading);
        } catch {
          return;
        }
        for (const seed of [...again, null]) {
          expectSound(store, night);
          const before = recordedIn(store, night);
          const failJobs = seed === null ? undefined : failing(seed, share);
          const { after } = await repair(cloud(failJobs), store, reading);
          const now = recordedIn(store, after);
          expect([...before].filter((row) => !now.has(row))).toEqual([]);
          night = after;
        }
        expectSound(store, night);
        expect(night.manifest.holes).toEqual([]);
        expect(answerOf(night)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
