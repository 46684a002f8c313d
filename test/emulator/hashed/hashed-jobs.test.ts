import { describe, expect, it } from "vitest";
import { hashedJobs } from "../../../emulator/hashed/hashed-jobs.ts";
import { dayStart } from "../small-world.ts";

const hourMs = 3_600_000;

const shares = { failed: 20_000, queued: 0, running: 0 };
const plan = { seed: 1, from: dayStart, weights: [1, 3], shares, tag: "PicProcess" };

describe("hashedJobs()", () => {
  it("are found at once among more than 32 bits can count", () => {
    const list = hashedJobs({ ...plan, jobs: 10_000_000_000 });
    const job = list.at(5_000_000_000);
    expect(job.createdAt).toBe(dayStart + hourMs + 1_200_000);
    expect(list.find(job.jobId)).toEqual(job);
    expect(list.find(list.at(5_000_000_000 - 2 ** 32).jobId)?.jobId).not.toBe(job.jobId);
    expect(list.find(`c${"f".repeat(32)}`)).toBeUndefined();
  });

  it("differ beyond 32 bits, too", () => {
    const list = hashedJobs({ ...plan, jobs: 10_000_000_000 });
    expect(list.at(5).inputObject).not.toBe(list.at(5 + 2 ** 32).inputObject);
  });

  it("are no more than asked for", () => {
    const { jobId } = hashedJobs({ ...plan, jobs: 200 }).at(150);
    expect(hashedJobs({ ...plan, jobs: 100 }).find(jobId)).toBeUndefined();
  });

  it("wait and run for ever in their shares", () => {
    const list = hashedJobs({ ...plan, jobs: 4_000, shares: { failed: 250_000, queued: 250_000, running: 250_000 } });
    const jobs = Array.from({ length: list.length }, (_, index) => list.at(index));
    const waiting = jobs.filter(({ startedAt }) => startedAt === null);
    const running = jobs.filter(({ startedAt, endedAt }) => startedAt !== null && endedAt === null);
    const failed = jobs.filter(({ outcome }) => outcome === "Failed");
    // 1,000 each are expected: five standard deviations either way.
    for (const some of [waiting, running, failed]) expect(Math.abs(some.length - 1_000)).toBeLessThan(140);
  });
});
