import { describe, expect, it } from "vitest";
import { type AskRules, createAsk } from "../../../deploy/scf/ask.ts";

/** As the SDK throws it. */
function refusal(code: string): Error {
  return Object.assign(new Error("no"), { code, requestId: "r1", traceId: "t1" });
}

/** Asks of something that fails with these codes first, one a try. */
async function ask(codes: readonly (string | Error)[], rules?: AskRules) {
  const waits: number[] = [];
  let tries = 0;
  const send = async () => {
    const code = codes[tries++];
    if (code === undefined) return "done";
    throw code instanceof Error ? code : refusal(code);
  };
  const asked = createAsk({ sleep: async (ms) => void waits.push(ms) })("Cannot do it", send, rules);
  const result = await asked.catch((error: Error) => error.message);
  return { result, tries, waits };
}

describe("createAsk()", () => {
  it("tries again what passes, and waits longer each time", async () => {
    const codes = ["RequestLimitExceeded", "InternalError.System", "InternalError", "RequestLimitExceeded.Uin"];
    expect(await ask(codes)).toEqual({ result: "done", tries: 5, waits: [500, 1000, 2000, 4000] });
  });

  it("tries six times", async () => {
    const { result, tries } = await ask(Array(9).fill("InternalError"));
    expect({ result, tries }).toEqual({ result: "Cannot do it: InternalError: no (request r1)", tries: 6 });
  });

  it("tries nothing again that does not pass", async () => {
    for (const code of ["LimitExceeded.Function", "FailedOperation.UpdateFunctionCode", "ResourceInUse.FunctionName"]) {
      expect((await ask([code], { doneBefore: "ResourceInUse" })).tries).toBe(1);
    }
    expect((await ask([Object.assign(new Error("reset"), { traceId: "t1" })])).result).toMatch(
      /^Cannot do it: no answer: reset; /,
    );
  });

  it("takes a later try's word that an earlier one did it, or is at it still", async () => {
    const rules = { doneBefore: "ResourceInUse" };
    expect(await ask(["InternalError", "ResourceInUse.FunctionName"], rules)).toMatchObject({ result: null, tries: 2 });
    const busy = ["InternalError", "FailedOperation.UpdateFunctionCode", "FailedOperation.UpdateFunctionCode"];
    expect(await ask(busy)).toMatchObject({ result: "done", tries: 4 });
  });

  it("takes a code for an answer where it is told to", async () => {
    const rules = { noneOf: "ResourceNotFound.Function" };
    expect(await ask(["ResourceNotFound.FunctionName"], rules)).toMatchObject({ result: null, tries: 1 });
    expect((await ask(["ResourceNotFound.Namespace"], rules)).result).toContain("ResourceNotFound.Namespace");
  });

  it("does nothing twice that must not be, unless it was refused unread", async () => {
    expect((await ask(["InternalError"], { once: true })).tries).toBe(1);
    expect(await ask(["RequestLimitExceeded"], { once: true })).toMatchObject({ result: "done", tries: 2 });
  });
});
