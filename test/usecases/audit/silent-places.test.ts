/** Places that do not answer: what they cost, and what becomes of their windows. */

import { describe, expect, it } from "vitest";
import { DeadlineError } from "../../../lib/core/errors.ts";
import type { JobsRequest } from "../../../lib/ports/cloud-infinite.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { repair } from "../repair/a-repair.ts";
import { aCloud, audit, dayMs, scopes } from "./a-night.ts";

const silence = new DeadlineError("Cannot list jobs within 60000 ms: no try ended");
const [{ region, bucket }] = scopes as [(typeof scopes)[number]];
const hourMs = 3_600_000;

function isThere({ scope }: JobsRequest): boolean {
  return scope.region === region && scope.bucket === bucket;
}

describe("auditNight(), where a bucket does not answer", () => {
  const dead = () => aCloud({ failJobs: ({ request }) => (isThere(request) ? silence : null) });

  it.each([1, 4, 16])("asks it a few times, with concurrency %i, and reads all others", async (concurrency) => {
    const ci = dead();
    const { manifest } = await audit(ci, memoryStore(), { concurrency });
    expect(ci.requests.filter(isThere).length).toBeLessThanOrEqual(6 + 2 * (concurrency - 1));
    const there = scopes.filter((scope) => scope.region === region && scope.bucket === bucket);
    const incomplete = manifest.scopes.filter(({ complete }) => !complete);
    expect(incomplete.map(({ queueId, tag }) => `${queueId} ${tag}`)).toEqual(
      there.map(({ queueId, tag }) => `${queueId} ${tag}`).sort(),
    );
    const span = { from: new Date(midnight).toISOString(), to: new Date(midnight + dayMs).toISOString() };
    for (const hole of manifest.holes) expect(hole).toMatchObject({ ...span, cause: "network", bucket });
  });

  it("leaves all of it to a repair, which tells what an undisturbed night does", async () => {
    const store = memoryStore();
    await audit(dead(), store);
    const { after } = await repair(aCloud(), store);
    const whole = await audit(aCloud(), memoryStore());
    expect([after.manifest.status, after.manifest.jobs]).toEqual(["complete", whole.manifest.jobs]);
  });

  it("reads what it put off when the bucket answers again", async () => {
    let silences = 5;
    const failJobs = ({ request }: { readonly request: JobsRequest }) =>
      isThere(request) && silences-- > 0 ? silence : null;
    const { manifest } = await audit(aCloud({ failJobs }), memoryStore(), { concurrency: 1 });
    const lost = manifest.holes.reduce((sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / hourMs, 0);
    // The windows that were asked for in vain, and no other.
    expect(lost).toBe(5);
  });

  it("does not ask it once more for each of its scopes whether it remembers", async () => {
    const ci = dead();
    await audit(ci, memoryStore(), { concurrency: 1 }, { now: midnight + 7 * dayMs });
    expect(ci.requests.filter(isThere).length).toBeLessThanOrEqual(7);
  });
});
