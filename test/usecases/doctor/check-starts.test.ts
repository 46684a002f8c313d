import { describe, expect, it } from "vitest";
import { look, name, request } from "./visited.ts";

describe("checkStarts()", () => {
  it.each([
    ["no such function", "failed", "there is no function audit in default in ap-chongqing to start", /^deploy it/],
    ["started", "warning", /^audit may be started, and was: /, /^nothing: a night is committed once/],
  ] as const)("tells of a start that ends with: %s", async (refusal, status, seen, advice) => {
    const functions = { ...request.functions, started: [name], placed: true };
    const deployed = {
      status: "Active",
      runtime: "Nodejs20.19",
      memoryMb: 512,
      timeoutSeconds: 900,
      role: "job-audit",
    };
    const functionOf = async () => ({ ...deployed, variables: [], timers: [] });
    const parts = { account: { functionOf, refusalToStart: async () => refusal }, request: { functions } };
    expect(await look("start functions", parts)).toEqual({
      name: "start functions",
      status,
      seen: expect.stringMatching(seen),
      advice: expect.stringMatching(advice),
    });
  });
});
