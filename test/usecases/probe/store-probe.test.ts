import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import { readNewestProbe, writeProbe } from "../../../lib/usecases/probe/store-probe.ts";
import { aProbe } from "../../fakes/a-probe.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

const { signal } = new AbortController();
const { schema: _schema, revision: _revision, ...content } = aProbe();
const key = (revision: number) => `v1/probes/family=pic/r000${revision}.json`;

describe("writeProbe()", () => {
  it("writes each probe once, behind those that are there", async () => {
    const store = memoryStore();
    expect(await writeProbe(store, content, signal)).toMatchObject({ key: key(1), probe: { revision: 1 } });
    const later = { ...content, measuredAt: "2026-11-22T00:00:00.000Z" };
    expect(await writeProbe(store, later, signal)).toMatchObject({ key: key(2), probe: { revision: 2 } });
    expect(await readNewestProbe(store, "pic", signal)).toEqual({
      key: key(2),
      probe: { ...later, schema: "job-audit/probe/v1", revision: 2 },
    });
    expect(store.calls.filter(({ name }) => name === "put")).toEqual([]);
  });

  it("takes the next number where another probe was quicker", async () => {
    const store = memoryStore((call) => {
      if (call.name === "claim" && store.objects.size === 0) store.objects.set(key(1), Buffer.from("another's"));
      return null;
    });
    expect(await writeProbe(store, content, signal)).toMatchObject({ key: key(2), probe: { revision: 2 } });
  });

  it("gives up where others are always quicker", async () => {
    const store = memoryStore((call) => {
      if (call.name === "claim") store.objects.set(call.key, Buffer.from("another's"));
      return null;
    });
    await expect(writeProbe(store, content, signal)).rejects.toMatchObject({ code: "STORE" });
  });
});

describe("readNewestProbe()", () => {
  it("is null where there is none, which one question tells", async () => {
    const store = memoryStore();
    expect(await readNewestProbe(store, "pic", signal)).toBeNull();
    expect(store.calls).toEqual([{ name: "get", key: key(1) }]);
  });

  it.each(["no JSON", "{}", JSON.stringify({ ...aProbe(), more: 1 })])(
    "believes neither %j nor an older one",
    async (text) => {
      const store = memoryStore();
      await writeProbe(store, content, signal);
      store.objects.set(key(2), Buffer.from(text));
      expect(await readNewestProbe(store, "pic", signal)).toEqual({ key: key(2), probe: null });
    },
  );

  it("tells of one that the store cannot give, and of a store that cannot be asked", async () => {
    const damaged = memoryStore(({ key: asked }) => (asked === key(1) ? new StoreError("a folder") : null));
    expect(await readNewestProbe(damaged, "pic", signal)).toEqual({ key: key(1), probe: null });
    const nowhere = memoryStore(() => new StoreError("no such bucket"));
    expect(await readNewestProbe(nowhere, "pic", signal)).toEqual({ key: key(1), probe: null });
    const broken = memoryStore(() => new Error("a defect"));
    await expect(readNewestProbe(broken, "pic", signal)).rejects.toThrow("a defect");
  });
});
