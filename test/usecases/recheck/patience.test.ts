import { describe, expect, it } from "vitest";
import { NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import { failedOutcome, type Outcome } from "../../../lib/usecases/recheck/outcome.ts";
import { createPatience } from "../../../lib/usecases/recheck/patience.ts";
import { known } from "./a-committed-night.ts";

const failed = failedOutcome(new NetworkError("no answer"), known("a", 1), null);
const notFound = new ServiceError("no such job", { status: 404, serviceCode: "JobNotFound", requestId: null });
const refused = failedOutcome(notFound, known("a", 1), null);
const gone: Outcome = { kind: "vanished" };

/** Each round is a list of calls, each of them one outcome for each of its jobs. */
function patienceAfter(...rounds: readonly (readonly (readonly Outcome[])[])[]) {
  const patience = createPatience();
  for (const calls of rounds) patience.tell("p1", calls);
  return patience;
}
const failures = (count: number) => Array.from({ length: count }, () => [failed]);

describe("createPatience()", () => {
  it("is spent after five failed calls with no answer between them, and tells the last failure", () => {
    expect(patienceAfter(failures(3), failures(1)).spent("p1")).toBeNull();
    const last = failedOutcome(new NetworkError("reset"), known("b", 2), null);
    const spent = patienceAfter(failures(3), [[failed], [failed, last]]);
    expect(spent.spent("p1")).toBe(last);
    expect(spent.roundOf("p1")).toBe(0);
  });

  it("is not spent by a round with any answer, wherever that stands", () => {
    expect(patienceAfter([...failures(7), [gone]]).spent("p1")).toBeNull();
    expect(patienceAfter([[failed, gone], ...failures(7)], failures(4)).spent("p1")).toBeNull();
    expect(patienceAfter(failures(4), [[gone]], failures(4)).spent("p1")).toBeNull();
  });

  it("is not spent by what is wrong with single jobs", () => {
    expect(patienceAfter(Array.from({ length: 64 }, () => [refused])).spent("p1")).toBeNull();
    expect(patienceAfter([...failures(7), [refused]]).spent("p1")).toBeNull();
  });

  it("lets rounds grow while there are answers, and begins anew when there are none", () => {
    const answered = [[gone]];
    const sizes = [0, 1, 2, 3, 4].map((count) =>
      patienceAfter(...Array.from({ length: count }, () => answered)).roundOf("p1"),
    );
    expect(sizes).toEqual([8, 16, 32, 64, 64]);
    expect(patienceAfter(answered, answered, failures(1)).roundOf("p1")).toBe(8);
  });

  it("counts each scope for itself", () => {
    const patience = patienceAfter(failures(5));
    expect(patience.spent("p2")).toBeNull();
    patience.tell("p2", [[gone]]);
    expect(patience.spent("p1")).toBe(failed);
  });
});
