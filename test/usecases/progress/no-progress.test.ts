import { describe, expect, it } from "vitest";
import { noProgress } from "../../../lib/usecases/progress/run-progress.ts";
import { midnight } from "../../fakes/samples.ts";

describe("noProgress", () => {
  it("finds nothing that earlier runs left, whatever it was told", async () => {
    const taken: unknown[] = [];
    noProgress.discovered({ scopes: [], queues: [], holes: [] });
    noProgress.fannedOut({ name: { runId: "run1", discovery: 1, fanOut: 1 }, plan: null });
    expect([noProgress.discovery, noProgress.fanOuts, await noProgress.begin()]).toEqual([null, [], null]);
    expect(await noProgress.readPieces(async (row) => void taken.push(row))).toBeNull();
    expect([taken, await noProgress.rechecked(0)]).toEqual([[], []]);
  });

  it("never has work cut into pieces, however long it takes, and has nothing to wait for at the end", async () => {
    const { journal } = noProgress;
    expect([Number.NEGATIVE_INFINITY, 0, midnight].map(journal.isDue)).toEqual([false, false, false]);
    await expect(journal.flush()).resolves.toBeUndefined();
    await expect(journal.close()).resolves.toBeUndefined();
  });
});
