import { describe, expect, it } from "vitest";
import type { Scope } from "../../../lib/core/scope.ts";
import { createDamageLog } from "../../../lib/usecases/recheck/damage-log.ts";
import { readKnownAmendments } from "../../../lib/usecases/recheck/known-amendments.ts";
import type { OpenChunk } from "../../../lib/usecases/recheck/open-chunks.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope, midnight } from "../../fakes/samples.ts";
import { amendment, commitRows, never } from "./a-committed-night.ts";

const other = { ...aScope, tag: "PosterProduction" };
const later = { night: "2026-11-22" };

function chunk(night: string, from: number, to: number, scope: Scope = aScope): OpenChunk {
  return { night, scope, window: { from: midnight + from * 1_000, to: midnight + to * 1_000 }, rows: [], ledger: null };
}

describe("readKnownAmendments()", () => {
  it("gives each chunk what concerns it, in the order of the nights that learned it", async () => {
    const store = memoryStore();
    const inputs = [
      await commitRows(store, "2026-11-22", {
        amendments: [
          amendment("a1", 1),
          amendment("a9", 9),
          amendment("a10", 10),
          amendment("o1", 1, { scope: other }),
        ],
      }),
      await commitRows(store, "2026-11-23", {}),
      await commitRows(store, "2026-11-24", {
        amendments: [amendment("a0", 0), amendment("a2", 2), amendment("b0", 0, later), amendment("b5", 5, later)],
      }),
    ];
    const known = readKnownAmendments(createDamageLog(store, []), inputs, never);
    const idsOf = async (...of: Parameters<typeof chunk>) =>
      (await known.of(chunk(...of))).map(({ jobId }) => jobId).join(" ");
    expect(await idsOf("2026-11-21", 1, 3)).toBe("a1 a2");
    expect(await idsOf("2026-11-21", 9, 10)).toBe("a9");
    expect(await idsOf("2026-11-21", 1, 2, other)).toBe("o1");
    expect(await idsOf("2026-11-22", 5, 60)).toBe("b5");
    expect(await idsOf("2026-11-23", 0, 60)).toBe("");
  });

  it("reads every file once", async () => {
    const store = memoryStore();
    const amendments = [amendment("a1", 1), amendment("a2", 2)];
    const inputs = [await commitRows(store, "2026-11-22", { amendments })];
    const known = readKnownAmendments(createDamageLog(store, []), inputs, never);
    for (const second of [0, 1, 2, 3]) await known.of(chunk("2026-11-21", second, second + 1));
    expect(store.calls.filter(({ name }) => name === "get")).toHaveLength(1);
  });
});
