import { describe, expect, it } from "vitest";
import { NetworkError, StoreError } from "../../lib/core/errors.ts";
import type { NightName } from "../../lib/core/key.ts";
import { errorOfRun } from "../../lib/runtime/error-of-run.ts";

const name: NightName = { family: "pic", date: "2026-11-21" };
const final = new StoreError("full");
const passing = new NetworkError("reset");
const defect = new TypeError("x is not a function");

function of(errors: readonly unknown[], left: readonly NightName[] = []): unknown {
  return errorOfRun({ failures: errors.map((error) => ({ name, step: "audit", error })), left });
}

describe("errorOfRun", () => {
  it("is null when nothing went wrong", () => {
    expect(of([])).toBeNull();
  });

  it("is the first that a retry can mend", () => {
    expect(of([final, defect, passing, new NetworkError("later")], [name])).toBe(passing);
  });

  it("is a defect before all that somebody has to mend anyway", () => {
    expect(of([final, defect], [name])).toBe(defect);
  });

  it("asks for a retry when nights are left, and names them", () => {
    expect(of([final], [name, { ...name, date: "2026-11-22" }])).toMatchObject({
      code: "DEADLINE",
      retryable: true,
      message:
        "Cannot audit 2026-11-21, 2026-11-22 in this run: too little of its time is left. The next run goes on there",
    });
  });

  it("is the first that nobody can mend by trying again, when there is no other", () => {
    expect(of([final, new StoreError("gone")])).toBe(final);
  });
});
