import { describe, expect, it } from "vitest";
import { kindOfJob } from "../../../lib/core/fingerprint/kind-of-job.ts";

const job = {
  state: "Success",
  code: "C",
  message: "m",
  input: { object: "in" },
  output: { object: null },
  operation: null,
  innerFailures: [{ path: "Operation.X", code: "I", message: "inside" }],
};
const rest = { ownKeys: ["in"], operation: null };

describe("kindOfJob", () => {
  it.each([
    ["failed", { code: "C", message: "m" }],
    ["hidden-failure", { code: "Operation.X/I", message: "inside" }],
    ["unrecognised", { code: "verdict/unrecognised", message: "Success" }],
    ["stuck.queued", { code: "verdict/stuck.queued", message: "" }],
  ] as const)("knows a job that is %s by what that means", (verdict, kind) => {
    expect(kindOfJob(job, verdict)).toEqual({ ...kind, ...rest });
  });

  it("knows one without anything inside by its verdict, and both its objects", () => {
    const bare = { ...job, innerFailures: [], input: null, output: { object: "out" } };
    expect(kindOfJob(bare, "hidden-failure")).toEqual({
      code: "verdict/hidden-failure",
      message: "",
      ownKeys: ["out"],
      operation: null,
    });
  });
});
