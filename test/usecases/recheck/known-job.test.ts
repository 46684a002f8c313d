import { describe, expect, it } from "vitest";
import { lastKnown, stillOpen } from "../../../lib/usecases/recheck/known-job.ts";
import { midnight } from "../../fakes/samples.ts";
import { amendment, instantAt, known, openRow } from "./a-committed-night.ts";

const changed = (id: string, state: string) => amendment(id, 1, { change: "changed", state, reason: "runs" });

describe("stillOpen()", () => {
  it("knows a job as it was listed while nobody told more", () => {
    expect(stillOpen([openRow("a", 1)], [amendment("b", 1)])).toEqual([known("a", 1)]);
  });

  it("knows it as the last night saw it", () => {
    const amendments = [changed("a", "Running"), changed("a", "Pause")];
    const was = { state: "Pause", startedAt: instantAt(2) };
    expect(stillOpen([openRow("a", 1)], amendments)).toEqual([known("a", 1, was)]);
  });

  it.each([
    [[amendment("a", 1)]],
    [[amendment("a", 1, { change: "vanished" })]],
    [[amendment("a", 1), changed("a", "Running")]],
    [[changed("a", "Running"), amendment("a", 1)]],
  ])("has done with a job that ended or vanished, whatever was seen before or after: %#", (amendments) => {
    expect(stillOpen([openRow("a", 1), openRow("b", 1)], amendments)).toEqual([known("b", 1)]);
  });
});

describe("lastKnown()", () => {
  it("tells of the job what was known of it, and invents nothing", () => {
    const job = lastKnown(known("a", 5, { state: "Running", startedAt: instantAt(7) }));
    expect(job).toMatchObject({ id: "a", state: "Running", createdAt: midnight + 5_000, startedAt: midnight + 7_000 });
    expect(job).toMatchObject({ code: "", endedAt: null, output: null, innerFailures: [] });
    expect(job.input).toEqual({ bucket: "photos-1250000000", region: "ap-chongqing", object: "in/a.jpg" });
    expect(lastKnown(known("a", 5)).startedAt).toBeNull();
  });
});
