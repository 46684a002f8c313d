import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { committing } from "../../fakes/committing.ts";
import { aNight, commitLater, day, knownOn } from "./told-later.ts";

const { signal } = new AbortController();

describe("readKnownNight()", () => {
  it("knows nothing of a night before its commit, and all of it from then on", async () => {
    const store = await aNight();
    expect(await knownOn(store, day(21) + 1_000)).toBeNull();
    expect((await knownOn(store, day(21) + 1_001))?.committed.commit.revision).toBe(1);
  });

  it("has the revision of that time, and not the repair that came later", async () => {
    const store = await aNight();
    await commitNight(committing(store, day(25)), aManifest({ revision: 2, jobs: 9 }), signal);
    expect((await knownOn(store, day(25)))?.committed).toMatchObject({
      commit: { revision: 1 },
      manifest: { jobs: 0 },
    });
    expect((await knownOn(store, day(25) + 1))?.committed).toMatchObject({
      commit: { revision: 2 },
      manifest: { jobs: 9 },
    });
  });

  it("has the later nights that were committed by then, over a gap, up to the last that is asked for", async () => {
    const store = await aNight();
    await commitLater(store, "2026-11-22", { at: day(22) + 1 });
    await commitLater(store, "2026-11-24", { at: day(24) + 1 });
    await commitLater(store, "2026-11-25", { at: day(25) + 1 });
    const nightsOn = async (before: number, last?: string) =>
      (await knownOn(store, before, last))?.later.map(({ manifest }) => manifest.night);
    expect(await nightsOn(day(22))).toEqual([]);
    expect(await nightsOn(day(25))).toEqual(["2026-11-22", "2026-11-24"]);
    expect(await nightsOn(day(29))).toEqual(["2026-11-22", "2026-11-24", "2026-11-25"]);
    expect(await nightsOn(day(29), "2026-11-23")).toEqual(["2026-11-22"]);
  });

  it("refuses a later night that cannot be read: what it learned is not known", async () => {
    const store = await aNight();
    store.objects.set("v1/commits/family=pic/date=2026-11-23/r0001.json", Buffer.from("{"));
    await expect(knownOn(store, day(25))).rejects.toThrow(StoreError);
  });
});
