import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { createSpool } from "../../../lib/usecases/report/spool.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;
const ten = Buffer.from("ten bytes\n");

describe("createSpool()", () => {
  it("keeps in memory what fits its budget, to the byte", async () => {
    const store = memoryStore();
    const spool = createSpool(store, "run1", 20);
    const runs = [await spool.keep(ten, signal), await spool.keep(ten, signal)];
    expect(store.calls).toEqual([]);
    expect(await Promise.all(runs.map((run) => run.read(signal)))).toEqual([ten, ten]);
  });

  it("sends the rest to the store, under work/, and reads it back", async () => {
    const store = memoryStore();
    const spool = createSpool(store, "run1", 19);
    await spool.keep(ten, signal);
    const second = Buffer.from("second one\n");
    const run = await spool.keep(second, signal);
    expect([...store.objects.keys()]).toEqual([
      expect.stringMatching(/^v1\/work\/run=run1\/spool\/[0-9a-f]{64}\.jsonl\.gz$/),
    ]);
    expect((await run.read(signal)).equals(second)).toBe(true);
  });

  it("fills what is left of the budget with later runs that fit", async () => {
    const store = memoryStore();
    const spool = createSpool(store, "run1", 12);
    await spool.keep(Buffer.alloc(13, "x"), signal);
    expect(store.objects.size).toBe(1);
    await spool.keep(ten, signal);
    expect(store.objects.size).toBe(1);
  });

  it("says what is gone when it cannot read back", async () => {
    const store = memoryStore();
    const run = await createSpool(store, "run1", 0).keep(ten, signal);
    store.objects.clear();
    await expect(run.read(signal)).rejects.toThrow(
      /Cannot read spooled findings: memory:reports\/v1\/work\/.* is gone/,
    );
  });

  it("holds on to nothing that it sent to the store", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const held = () => {
      collect();
      return process.memoryUsage().arrayBuffers;
    };
    const spool = createSpool(memoryStore(), "run1", 0);
    const before = held();
    const runs = [];
    for (let index = 0; index < 32; index += 1) runs.push(await spool.keep(Buffer.alloc(1 << 20, `${index}`), signal));
    expect(held() - before).toBeLessThan(4 << 20);
    expect((await runs[31]?.read(signal))?.length).toBe(1 << 20);
  });
});
