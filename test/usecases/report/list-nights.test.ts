import { describe, expect, it } from "vitest";
import { NetworkError, StoreError } from "../../../lib/core/errors.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import { listNights } from "../../../lib/usecases/report/list-nights.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { committing } from "../../fakes/committing.ts";
import { type MemoryStore, memoryStore, type StoreCall } from "../../fakes/memory-store.ts";
import { aStoredNight, putRevision } from "../fetch/stored-night.ts";

const signal = new AbortController().signal;

function list(store: MemoryStore, from: string, to: string) {
  return listNights(store, { family: "pic", from, to, concurrency: 3 }, signal);
}

function statuses(nights: Awaited<ReturnType<typeof list>>): readonly string[] {
  return nights.map(({ date, status }) => `${date} ${status}`);
}

describe("listNights()", () => {
  it("asks for every night of the span by key, the earliest first, over the end of a month", async () => {
    const store = memoryStore();
    await commitNight(committing(store), aManifest({ night: "2026-11-30", jobs: 5 }), signal);
    await commitNight(committing(store), aManifest({ night: "2026-12-02", status: "incomplete" }), signal);
    const nights = await list(store, "2026-11-30", "2026-12-02");
    expect(statuses(nights)).toEqual(["2026-11-30 complete", "2026-12-01 missing", "2026-12-02 incomplete"]);
    expect(nights[0]).toMatchObject({ committed: { manifest: { jobs: 5 } }, diff: null, problem: null });
    expect(nights[1]).toMatchObject({ committed: null, diff: null, problem: null });
  });

  it("lists one night when the span is of one", async () => {
    expect(statuses(await list(memoryStore(), "2026-11-21", "2026-11-21"))).toEqual(["2026-11-21 missing"]);
  });

  it("tells of a damaged night and lists the others", async () => {
    const store = await aStoredNight();
    store.objects.set("v1/commits/family=pic/date=2026-11-20/r0001.json", Buffer.from("{"));
    const nights = await list(store, "2026-11-20", "2026-11-21");
    expect(statuses(nights)).toEqual(["2026-11-20 damaged", "2026-11-21 complete"]);
    expect(nights[0]?.problem?.message).toMatch(/r0001\.json: it is not a commit$/);
  });

  it("throws when no night at all can be read", async () => {
    const store = memoryStore(() => new StoreError("there is no such bucket"));
    await expect(list(store, "2026-11-20", "2026-11-21")).rejects.toThrow("there is no such bucket");
  });

  it("throws what is no fault of the report", async () => {
    const failing = (call: StoreCall) => (call.key.includes("11-21") ? new NetworkError("no answer came") : null);
    await expect(list(memoryStore(failing), "2026-11-20", "2026-11-21")).rejects.toThrow(NetworkError);
  });
});

describe("listNights() with diffs", () => {
  it("has the diff of the revision that counts, and none of an earlier one", async () => {
    const store = await aStoredNight();
    expect((await list(store, "2026-11-21", "2026-11-21"))[0]?.diff).toMatchObject({ revision: 1, worse: 1 });
    await putRevision(store, { revision: 2 });
    expect((await list(store, "2026-11-21", "2026-11-21"))[0]).toMatchObject({ status: "complete", diff: null });
  });
});
