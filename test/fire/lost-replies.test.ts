import { describe, expect, it } from "vitest";
import { createCos } from "../../emulator/cos/cos.ts";
import { createMemoryStorage } from "../../emulator/cos/memory-storage.ts";
import type { FaultRule } from "../../emulator/faults.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { openEmulator } from "../emulator/open-emulator.ts";
import { credential, noon, worldOf } from "../emulator/small-world.ts";
import { bucket, clientAt, never, region } from "./a-client.ts";

const key = "v1/commits/family=pic/date=2026-11-20/r0001.json";
const clock = createQuickClock(noon);

/** A bucket at which the answers to writes, some or all, are lost after the write was done. */
async function openBucket(faults: readonly FaultRule[], wasVersioned = false) {
  const writes: string[] = [];
  const versioning = wasVersioned ? ("suspended" as const) : ("never" as const);
  const buckets = [{ name: bucket, region, versioning, multiAz: false }];
  const emulator = await openEmulator({
    world: worldOf([]),
    faults,
    now: () => noon,
    cos: createCos({ buckets, storage: createMemoryStorage(), now: () => noon }),
    observe: ({ method, path }) => {
      if (method !== "GET") writes.push(`${method} ${path}`);
    },
  });
  return { store: () => clientAt(emulator.url, { clock, credentials: credential }).store, writes };
}

const lost = (times: number, nth = 1): FaultRule => ({
  match: { path: `/${key}`, method: "PUT" },
  nth,
  times,
  fault: "lost-reply",
});
const lostAppend: FaultRule = { match: { path: `/${key}`, method: "POST" }, times: 1, fault: "lost-reply" };

describe("a store whose answers are lost behind the write", () => {
  it("puts the same bytes again until an answer comes, and holds them once", async () => {
    const { store, writes } = await openBucket([lost(2)]);
    await store().put(key, Buffer.from("ours"), never);
    expect(writes).toEqual(Array(3).fill(`PUT /${key}`));
    expect(Buffer.from((await store().get(key, never)) ?? "").toString()).toBe("ours");
  });

  it.each([
    ["forbidding to overwrite", [lost(1)], false],
    ["forbidding to overwrite, every time", [lost(99)], false],
    ["appending", [lostAppend], true],
  ] as const)("wins a claim by %s", async (_, faults, wasVersioned) => {
    const { store } = await openBucket(faults, wasVersioned);
    expect(await store().claim(key, Buffer.from("ours"), never)).toEqual({ won: true });
    expect(await store().claim(key, Buffer.from("theirs"), never)).toEqual({ won: false, winner: Buffer.from("ours") });
    expect(Buffer.from((await store().get(key, never)) ?? "").toString()).toBe("ours");
  });

  it.each([false, true])("gives one winner to eight who race, versioning before: %s", async (wasVersioned) => {
    const { store } = await openBucket([lost(3), { ...lostAppend, times: 3 }], wasVersioned);
    const contents = Array.from({ length: 8 }, (_, index) => Buffer.from(`claim ${index}`));
    const claims = await Promise.all(contents.map((content) => store().claim(key, content, never)));
    const stored = Buffer.from((await store().get(key, never)) ?? "").toString();
    const told = claims.map((claim, index) =>
      Buffer.from(claim.won ? (contents[index] ?? "") : claim.winner).toString(),
    );
    expect(told).toEqual(Array(8).fill(stored));
    expect(claims.filter(({ won }) => won)).toHaveLength(1);
  });

  it("tells a claim that never reached the bucket for what it is", async () => {
    const { store } = await openBucket([{ match: { path: `/${key}` }, fault: "reset" }]);
    await expect(store().claim(key, Buffer.from("ours"), never)).rejects.toMatchObject({ code: "NETWORK" });
  });
});
