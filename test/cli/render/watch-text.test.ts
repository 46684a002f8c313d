import { describe, expect, it } from "vitest";
import { plainLook } from "../../../cli/render/look.ts";
import { watchText } from "../../../cli/render/watch-text.ts";
import type { Watched } from "../../../lib/usecases/watch/watch-nights.ts";

const place = {
  location: "cos://audit-1250000000/audits",
  timeZone: "Asia/Shanghai",
  sinks: 1,
  commandOf: (words: string) => `npx job-audit ${words}`,
};
const name = { family: "pic", date: "2026-11-22" } as const;
const night = { name, commit: null, troubles: [], fine: [], restarted: null, error: null };

function linesOf(watched: Partial<Watched>): readonly string[] {
  const nothing = { nights: [], deliveries: [], problems: [], errors: [] };
  return watchText({ ...nothing, ...watched }, place, plainLook).split("\n");
}

describe("watchText", () => {
  it("tells of a run that is started again, which leaves its night open", () => {
    expect(linesOf({ nights: [{ ...night, restarted: "0123456789abcdef" }] })).toEqual([
      "The watchdog's look at 1 night, 2026-11-22",
      "in cos://audit-1250000000/audits",
      "",
      "The run of pic 2026-11-22 went silent, and is started again.",
      "Not committed and not due yet: 1 night.",
      "",
    ]);
  });

  it("names no command where none helps, and makes what it was told harmless", () => {
    const problem = "Cannot read r0001.json: \u001b[2J is no commit";
    expect(linesOf({ nights: [{ ...night, troubles: [{ kind: "damaged", problem }] }] }).slice(3)).toEqual([
      "pic 2026-11-22: report damaged",
      "  Seen: Cannot read r0001.json: [2J is no commit",
      "  To do: restore the object from the bucket's earlier versions; nothing is",
      "    audited over it",
      "",
      "",
    ]);
  });

  it("tells what is wrong with the log of deliveries, also where no night could be looked at", () => {
    expect(linesOf({ problems: ["Cannot read deliveries.jsonl: no answer"] })).toEqual([
      "The watchdog's look at 0 nights",
      "in cos://audit-1250000000/audits",
      "",
      "Cannot read deliveries.jsonl: no answer",
      "",
    ]);
  });
});
