import { describe, expect, it } from "vitest";
import { isKnownState, isTerminal, reconcile } from "../../lib/core/job.ts";
import { aJob } from "../fakes/samples.ts";

describe("isKnownState()", () => {
  it("knows the words of the vendor's job pages, and not those of queues", () => {
    for (const state of ["Submitted", "Running", "Success", "Failed", "Pause", "Cancel"]) {
      expect(isKnownState(state)).toBe(true);
    }
    for (const state of ["Paused", "Active", "failed", ""]) expect(isKnownState(state)).toBe(false);
  });
});

describe("isTerminal()", () => {
  it("is true of what changes no more", () => {
    const states = ["Submitted", "Running", "Success", "Failed", "Pause", "Cancel", "Mystery"];
    expect(states.filter(isTerminal)).toEqual(["Success", "Failed", "Cancel"]);
  });
});

describe("reconcile()", () => {
  it.each([
    ["Running", "Failed", "Failed"],
    ["Failed", "Running", "Failed"],
    ["Submitted", "Running", "Running"],
    ["Running", "Submitted", "Submitted"],
    ["Failed", "Success", "Success"],
    ["Success", "Mystery", "Success"],
  ])("keeps of %s and later %s the state %s", (earlier, later, kept) => {
    expect(reconcile(aJob({ id: "c1", state: earlier }), aJob({ id: "c1", state: later })).state).toBe(kept);
  });
});
