import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { linkedAbort } from "../../lib/core/linked-abort.ts";

const reason = new Error("enough");

describe("linkedAbort", () => {
  it("aborts along with the signal, for its reason", () => {
    const parent = new AbortController();
    const { signal } = linkedAbort(parent.signal);
    expect(signal.aborted).toBe(false);
    parent.abort(reason);
    expect(signal.reason).toBe(reason);
  });

  it("is aborted at once when the signal already is", () => {
    expect(linkedAbort(AbortSignal.abort(reason)).signal.reason).toBe(reason);
  });

  it("aborts alone, and keeps its own reason when the signal follows", () => {
    const parent = new AbortController();
    const own = linkedAbort(parent.signal);
    own.abort(reason);
    expect(parent.signal.aborted).toBe(false);
    parent.abort(new Error("later"));
    expect(own.signal.reason).toBe(reason);
  });

  it("leaves nothing behind on a signal that lives longer", () => {
    const parent = new AbortController();
    const own = linkedAbort(parent.signal);
    expect(getEventListeners(parent.signal, "abort")).toHaveLength(1);
    own.abort(reason);
    expect(getEventListeners(parent.signal, "abort")).toHaveLength(0);
  });
});
