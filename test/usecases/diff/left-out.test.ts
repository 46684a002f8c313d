import { beforeEach, describe, expect, it } from "vitest";
import { NetworkError, StoreError } from "../../../lib/core/errors.ts";
import { queueRow } from "../../../lib/core/rows.ts";
import { diffManifestSchema, diffSchema } from "../../../lib/core/schema/diff.ts";
import { commitScopes, type NightRows } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aQueue, aScope } from "../../fakes/samples.ts";
import { diffOf, groupsOf, ofKind, tonight } from "./diff-fixture.ts";

const failing = { q: { failed: { A: 2 } } };
const rows: NightRows = { queues: [queueRow(aScope, aQueue({ queueId: "q" }))] };

async function threeNights(store: MemoryStore): Promise<MemoryStore> {
  await commitScopes(store, "2026-11-19", { q: { failed: { A: 1 } } }, { rows });
  await commitScopes(store, "2026-11-20", failing, { rows });
  await commitScopes(store, tonight, failing, { rows });
  return store;
}

let store: MemoryStore;

beforeEach(async () => {
  store = await threeNights(memoryStore());
});

function keyOf(dataset: string, night: string): string {
  const key = [...store.objects.keys()].find((each) => each.startsWith(`v1/${dataset}/family=pic/date=${night}/`));
  if (key === undefined) throw new Error(`no ${dataset} of ${night}`);
  return key;
}

const datasets = ["manifests", "groups", "summaries", "queues", "findings"];

describe("a diff whose history is damaged", () => {
  it.each(datasets)("leaves out the night whose %s are missing, and says so", async (dataset) => {
    const key = keyOf(dataset, "2026-11-20");
    store.objects.delete(key);
    const told = await diffOf(store);
    expect(groupsOf(told)).toEqual(["q A updated 1>2"]);
    expect(told.manifest.history.map(({ night }) => night)).toEqual(["2026-11-19"]);
    expect(told.diff.leftOut).toEqual([{ night: "2026-11-20", reason: expect.stringContaining(`${key} is missing`) }]);
    expect(told.diff.leftOut[0]?.reason).not.toContain(store.location);
    expect(told.manifest.leftOut).toEqual(told.diff.leftOut);
    expect(told.diff.status).toBe("complete");
    expect(diffSchema.parse(told.diff)).toEqual(told.diff);
    expect(diffManifestSchema.parse(told.manifest)).toEqual(told.manifest);
  });

  it.each(datasets)("leaves out the night whose %s were changed", async (dataset) => {
    store.objects.set(keyOf(dataset, "2026-11-20"), Buffer.from("{}"));
    const told = await diffOf(store);
    expect(told.diff.leftOut.map(({ night }) => night)).toEqual(["2026-11-20"]);
    expect(groupsOf(told)).toEqual(["q A updated 1>2"]);
  });

  it("leaves out as many as are damaged, the newest first, and compares with nothing if need be", async () => {
    store.objects.delete(keyOf("findings", "2026-11-20"));
    store.objects.delete(keyOf("groups", "2026-11-19"));
    const told = await diffOf(store);
    expect(told.diff.leftOut.map(({ night }) => night)).toEqual(["2026-11-20", "2026-11-19"]);
    expect(groupsOf(told)).toEqual(["q A new ?>2"]);
    expect(told.diff).toMatchObject({ baselines: [], headline: { worse: 0, scopes: { withoutBaseline: 1 } } });
    expect(ofKind(told, "input")).toEqual([]);
  });

  it.each(["manifests", "groups"])(
    "is not made again while the %s are missing, and is when they are back",
    async (dataset) => {
      const key = keyOf(dataset, "2026-11-20");
      const bytes = store.objects.get(key) ?? Buffer.from("");
      store.objects.delete(key);
      const first = await diffOf(store);
      expect(await diffOf(store)).toEqual({ ...first, already: true });
      store.objects.set(key, bytes);
      const second = await diffOf(store);
      expect(second).toMatchObject({ already: false, commit: { revision: 2 }, diff: { leftOut: [] } });
      expect(groupsOf(second)).toEqual(["q A unchanged 2>2"]);
    },
  );

  it.each(["manifests", "groups"])("stops where the %s cannot be had for a while", async (dataset) => {
    const key = keyOf(dataset, "2026-11-20");
    const cut = memoryStore((call) => (call.key === key ? new NetworkError("cut") : null));
    for (const entry of store.objects) cut.objects.set(...entry);
    await expect(diffOf(cut)).rejects.toThrow(NetworkError);
  });

  it.each(datasets)("stops where the %s of the night itself are missing", async (dataset) => {
    const key = keyOf(dataset, tonight);
    store.objects.delete(key);
    const told = diffOf(store);
    await expect(told).rejects.toThrow(StoreError);
    await expect(told).rejects.toThrow(key);
  });

  it("stops where the night that was chosen by hand is damaged: there is nothing else to compare with", async () => {
    const key = keyOf("groups", "2026-11-19");
    store.objects.delete(key);
    await expect(diffOf(store, { baseline: "2026-11-19", output: memoryStore() })).rejects.toThrow(`${key} is missing`);
  });
});
