import { describe, expect, it } from "vitest";
import { NetworkError, StoreError } from "../../lib/core/errors.ts";
import { errorOfRun } from "../../lib/runtime/error-of-run.ts";
import type { LeftWork } from "../../lib/usecases/audit/catch-up.ts";

const name = { family: "pic", date: "2026-11-21" } as const;
const leftAudit: LeftWork = { ...name, step: "audit" };
const final = new StoreError("full");
const passing = new NetworkError("reset");
const defect = new TypeError("x is not a function");

function of(errors: readonly unknown[], left: readonly LeftWork[] = []): unknown {
  return errorOfRun({ failures: errors.map((error) => ({ name, step: "audit", error })), left });
}

describe("errorOfRun", () => {
  it("is null when nothing went wrong", () => {
    expect(of([])).toBeNull();
  });

  it("is the first that a retry can mend", () => {
    expect(of([final, defect, passing, new NetworkError("later")], [leftAudit])).toBe(passing);
  });

  it("is a defect before all that somebody has to mend anyway", () => {
    expect(of([final, defect], [leftAudit])).toBe(defect);
  });

  it.each<[string, LeftWork[]]>([
    ["audit 2026-11-21, 2026-11-22", [leftAudit, { ...leftAudit, date: "2026-11-22" }]],
    ["diff 2026-11-20", [{ ...name, date: "2026-11-20", step: "diff" }]],
    [
      "audit 2026-11-21 and diff 2026-11-19, 2026-11-20",
      [leftAudit, { ...name, date: "2026-11-19", step: "diff" }, { ...name, date: "2026-11-20", step: "diff" }],
    ],
  ])("asks for a retry when something is left, and names it: %s", (what, left) => {
    expect(of([final], left)).toMatchObject({
      code: "DEADLINE",
      retryable: true,
      message: `Cannot ${what} in this run: too little of its time is left. The next run goes on there`,
    });
  });

  it("is the first that nobody can mend by trying again, when there is no other", () => {
    expect(of([final, new StoreError("gone")])).toBe(final);
  });
});
