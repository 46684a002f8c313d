import { describe, expect, it } from "vitest";
import { amendmentRows, carriedRows } from "../../cli/show-kinds.ts";
import type { Amendment, Carried } from "../../lib/core/schema/carried.ts";
import { makeFinding } from "./finding.ts";

function carried(seen: boolean): Carried {
  const job = makeFinding({ verdict: "stuck.running", reason: "runs for longer than 1h" });
  return { ...job, schema: "job-audit/carried/v1", night: "2026-11-19", seen };
}

function amendment(parts: Partial<Amendment>): Amendment {
  const was = { state: "Running", startedAt: null };
  return { ...makeFinding(), schema: "job-audit/amendment/v1", night: "2026-11-19", change: "ended", was, ...parts };
}

describe("carriedRows", () => {
  it("says of a job that could not be seen again that it is told as it was known", () => {
    expect(carriedRows.messageOf(carried(true))).toBe("runs for longer than 1h");
    expect(carriedRows.messageOf(carried(false))).toBe("could not be seen again; runs for longer than 1h");
  });
});

describe("amendmentRows", () => {
  it("has a message only for a job with which something is wrong: of others the columns say it all", () => {
    expect(amendmentRows.messageOf(amendment({}))).toBe("41321x30291 is too large");
    const well = amendment({ verdict: null, state: "Success", reason: "succeeded" });
    expect(amendmentRows.messageOf(well)).toBe("");
    expect(amendmentRows.idOf?.(well)).toBe("j1");
  });
});
