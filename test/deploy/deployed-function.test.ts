import { describe, expect, it } from "vitest";
import { readDeployed } from "../../deploy/deployed-function.ts";
import type { ScfApi } from "../../deploy/scf/scf-api.ts";

type Found = NonNullable<Awaited<ReturnType<ScfApi["find"]>>>;
type Trigger = Awaited<ReturnType<ScfApi["triggers"]>>[number];

function read(found: Found, triggers: readonly Trigger[] = []) {
  const api = { triggers: async () => triggers, retry: async () => ({ attempts: 1 }) };
  return readDeployed(api as unknown as ScfApi, "night", found);
}

describe("readDeployed()", () => {
  it("takes an answer that says nothing as empty", async () => {
    expect(await read({}, [{}])).toEqual({
      status: "",
      reason: "",
      description: "",
      code: null,
      codeBytes: null,
      modified: "",
      handler: "",
      runtime: "",
      memorySize: 0,
      timeout: 0,
      environment: {},
      role: null,
      logs: null,
      retry: null,
      triggers: [{ name: "", type: "", description: "", timer: null }],
    });
  });

  it.each([
    ["Active", { attempts: 1 }],
    ["UpdateFailed", { attempts: 1 }],
    ["Updating", null],
    ["CreateFailed", null],
  ])("asks for retries of a function that is %s as the platform lets it", async (Status, retry) => {
    expect((await read({ Status })).retry).toEqual(retry);
  });

  it("tells why it failed in the platform's words", async () => {
    const StatusReasons = [
      { ErrorCode: "A", ErrorMessage: "first" },
      { ErrorCode: "B", ErrorMessage: "second" },
    ];
    expect((await read({ StatusReasons, StatusDesc: "both" })).reason).toBe("A: first; B: second");
    expect((await read({ StatusReasons: [], StatusDesc: "only this" })).reason).toBe("only this");
  });

  it("reads a timer's expression from JSON and bare, and leaves other triggers as they are", async () => {
    const timer = { TriggerName: "nightly", Type: "timer", Enable: 1, CustomArgument: "x" };
    const { triggers } = await read({}, [
      { ...timer, TriggerDesc: '{"cron":"0 30 2 * * * *"}' },
      { ...timer, TriggerDesc: "0 30 3 * * * *", Enable: 0, CustomArgument: "" },
      { TriggerName: "uploads", Type: "cos", TriggerDesc: '{"event":"x"}' },
    ]);
    expect(triggers.map(({ timer: found }) => found)).toEqual([
      { name: "nightly", cron: "0 30 2 * * * *", argument: "x", enabled: true },
      { name: "nightly", cron: "0 30 3 * * * *", argument: null, enabled: false },
      null,
    ]);
  });
});
