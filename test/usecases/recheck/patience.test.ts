import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { failedOutcome, type Outcome } from "../../../lib/usecases/recheck/outcome.ts";
import { createPatience } from "../../../lib/usecases/recheck/patience.ts";
import { known } from "./a-committed-night.ts";

const failed = failedOutcome(new NetworkError("no answer"), known("a", 1), null);
const gone: Outcome = { kind: "vanished" };

function patienceAfter(...calls: readonly (readonly Outcome[])[]) {
  const patience = createPatience();
  for (const outcomes of calls) patience.tell("p1", outcomes);
  return patience;
}

describe("createPatience()", () => {
  it("is spent after five failed calls in a row, and tells the last failure", () => {
    expect(patienceAfter([failed], [failed], [failed], [failed]).spent("p1")).toBeNull();
    const last = failedOutcome(new NetworkError("reset"), known("b", 2), null);
    expect(patienceAfter([failed], [failed], [failed], [failed], [failed, last]).spent("p1")).toBe(last);
  });

  it("counts anew from a call that told anything", () => {
    expect(patienceAfter([failed], [failed], [failed], [failed], [failed, gone], [failed]).spent("p1")).toBeNull();
  });

  it("counts each scope for itself", () => {
    const patience = patienceAfter([failed], [failed], [failed], [failed], [failed]);
    expect(patience.spent("p2")).toBeNull();
    patience.tell("p2", [gone]);
    expect(patience.spent("p1")).toBe(failed);
  });
});
