import { describe, expect, it } from "vitest";
import { hashedJobs } from "../../../emulator/hashed/hashed-jobs.ts";
import { dayStart } from "../small-world.ts";

const hourMs = 3_600_000;

describe("hashedJobs()", () => {
  it("are found at once among more than 32 bits can count", () => {
    const jobs = 10_000_000_000;
    const shares = { failed: 20_000, queued: 0, running: 0 };
    const list = hashedJobs({ seed: 1, from: dayStart, jobs, weights: [1, 3], shares, tag: "PicProcess" });
    const job = list.at(5_000_000_000);
    expect(job.createdAt).toBe(dayStart + hourMs + 1_200_000);
    expect(list.find(job.jobId)).toEqual(job);
    expect(list.find(list.at(5_000_000_000 - 2 ** 32).jobId)?.jobId).not.toBe(job.jobId);
    expect(list.find(`c${"f".repeat(32)}`)).toBeUndefined();
  });
});
