import { describe, expect, it } from "vitest";
import { readOutcome } from "../../deploy/invocation-outcome.ts";

describe("readOutcome()", () => {
  it("takes an answer that says little as a result of nothing", () => {
    expect(readOutcome({})).toMatchObject({ text: "", failure: null, object: { ok: true, result: "" } });
  });

  it("shows text as it is but for what moves a cursor", () => {
    expect(readOutcome({ RetMsg: "one\n\u001b[2Jtwo" }).text).toBe("one\n\\u{1b}[2Jtwo");
  });

  it("tells why it broke off from whatever tells it", () => {
    const RetMsg = '{"errorMessage":"user code exception"}';
    expect(readOutcome({ InvokeResult: 1, ErrMsg: "on fire", RetMsg }).failure).toBe("it broke off: on fire");
    expect(readOutcome({ InvokeResult: 1, ErrMsg: "", RetMsg }).failure).toBe("it broke off: user code exception");
    expect(readOutcome({ InvokeResult: -1, RetMsg: '{"a":1}' }).failure).toBe('it broke off: {"a":1}');
    const { object, text } = readOutcome({ InvokeResult: 1, ErrMsg: "on fire", RetMsg: "" });
    expect({ object, text }).toMatchObject({ object: { ok: false, error: "on fire" }, text: null });
  });

  it("knows the failure that a function returned", () => {
    const returned = (value: object) => readOutcome({ RetMsg: JSON.stringify(value) });
    const error = { code: "CONFIG", message: "no settings" };
    const failed = returned({ status: "failed", error, left: [] });
    expect(failed.failure).toBe("it failed: CONFIG: no settings");
    expect(failed.object).toMatchObject({ ok: false, result: { status: "failed" } });
    expect(returned({ status: "done", error }).failure).toBeNull();
  });
});
