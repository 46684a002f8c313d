import { describe, expect, it } from "vitest";
import { amendmentRows, carriedRows, groupRows } from "../../cli/show-kinds.ts";
import type { Amendment, Carried } from "../../lib/core/schema/carried.ts";
import { aManifest } from "../fakes/a-manifest.ts";
import { memoryStore } from "../fakes/memory-store.ts";
import { makeFinding } from "./finding.ts";
import { storeLines } from "./stored-lines.ts";

function carried(seen: boolean): Carried {
  const job = makeFinding({ verdict: "stuck.running", reason: "runs for longer than 1h" });
  return { ...job, schema: "job-audit/carried/v1", night: "2026-11-19", seen, retriedBy: null };
}

function amendment(parts: Partial<Amendment>): Amendment {
  const was = { state: "Running", startedAt: null };
  const told = { night: "2026-11-19", change: "ended", was, retriedBy: null } as const;
  return { ...makeFinding(), schema: "job-audit/amendment/v1", ...told, ...parts };
}

describe("rows of jobs whose work another one did since", () => {
  const retriedBy = { jobId: "j9", endedAt: null };

  it("tell which", () => {
    expect(carriedRows.messageOf({ ...carried(true), retriedBy })).toBe(
      "runs for longer than 1h; j9 did the same work since",
    );
    expect(amendmentRows.messageOf(amendment({ verdict: "vanished", reason: "gone", retriedBy }))).toBe(
      "gone; j9 did the same work since",
    );
    const { retriedBy: _, ...old } = carried(true);
    expect(carriedRows.messageOf(old as Carried)).toBe("runs for longer than 1h");
  });
});

describe("groupRows", () => {
  const fingerprints = ["v1", "v2"].map((version) => ({ version, since: "2026-11-01" }));

  async function shown(group?: string): Promise<readonly string[]> {
    const store = memoryStore();
    const rows = ["v1:aa", "v1:bb", "v2:cc"].map((fingerprint) => ({ schema: "job-audit/group/v1", fingerprint }));
    const files = [{ dataset: "groups" as const, ...storeLines(store, "groups", rows) }];
    const found: string[] = [];
    const manifest = aManifest({ fingerprints, files });
    for await (const row of groupRows.read(store, manifest, new AbortController().signal, group)) {
      found.push(row.fingerprint);
    }
    return found;
  }

  it("are those of the newest version of fingerprints, so that nothing is told twice", async () => {
    expect(await shown()).toEqual(["v2:cc"]);
    expect(await shown("aa")).toEqual(["v2:cc"]);
  });

  it("are those of another version where a group of that is asked for", async () => {
    expect(await shown("v1:a")).toEqual(["v1:aa", "v1:bb"]);
    expect(await shown("v3:a")).toEqual(["v2:cc"]);
  });
});

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
