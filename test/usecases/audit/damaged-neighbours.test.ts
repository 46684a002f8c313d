/** A night beside others whose reports are damaged. */

import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { auditAt, cloudAt, type History, region, settled } from "./histories.ts";

const crowd: readonly History[] = Array.from({ length: 60 }, (_, index) => ({
  id: `ok${index}`,
  created: 1 + (index % 5) / 4,
  ended: 3,
}));
const failed: History = { id: "failed", created: 2, ended: 3, outcome: "Failed" };
const waiting: History = { id: "waiting", created: 2, ended: null };
const slow: History = { id: "slow", created: 3, ended: 30, outcome: "Failed" };
const picture: History = { id: "picture", created: 2, ended: null, tag: "ImageInspect" };
const histories = [...crowd, failed, waiting, slow, picture];

function nightAt(store: MemoryStore, night: number, hour = settled(night)) {
  return auditAt(store, { night, hour }, cloudAt(hour, histories));
}

function damage(store: MemoryStore, files: RegExp): string {
  const keys = [...store.objects.keys()].filter((key) => files.test(key));
  for (const key of keys) store.objects.delete(key);
  expect(keys).toHaveLength(1);
  return keys.join();
}

const firstNight = { from: "2026-11-20T16:00:00.000Z", to: "2026-11-21T16:00:00.000Z" };

describe("auditNight(), when the report of the night before is damaged", () => {
  it.each([
    ["its manifest", /^v1\/manifests\//, "", ""],
    ["a file of open jobs", /^v1\/open\/.*PicProcess/, "picture", ""],
    ["its ledger", /^v1\/ledgers\//, "picture,waiting", "slow"],
  ])("is incomplete and goes on without %s", async (_, files, carried, amended) => {
    const store = memoryStore();
    await nightAt(store, 1);
    const key = damage(store, files);
    const { result, ...told } = await nightAt(store, 2);
    expect(result.manifest.status).toBe("incomplete");
    expect(told.carried.map(({ jobId }) => jobId).join()).toBe(carried);
    expect(told.amendments.map(({ jobId }) => jobId).join()).toBe(amended);
    const [hole] = result.manifest.holes;
    expect(hole).toMatchObject({ region, bucket: null, ...firstNight, cause: "report-damaged" });
    expect(hole?.detail).toContain("the report of 2026-11-21 is damaged: ");
    expect(hole?.detail).toContain(`: ${key} is missing; `);
  });

  it("is incomplete while the damaged night is in reach, and when it falls out of it", async () => {
    const store = memoryStore();
    await nightAt(store, 1);
    damage(store, /^v1\/manifests\//);
    const statuses: string[] = [];
    for (let night = 2; night <= 10; night += 1) statuses.push((await nightAt(store, night)).result.manifest.status);
    expect(statuses).toEqual([...Array.from({ length: 8 }, () => "incomplete"), "complete"]);
  });

  it("tells again what damaged amendments told, and says so", async () => {
    const store = memoryStore();
    await nightAt(store, 1);
    await nightAt(store, 2);
    damage(store, /^v1\/amendments\//);
    const { result, amendments } = await nightAt(store, 3);
    expect(amendments).toMatchObject([{ jobId: "slow", change: "ended", verdict: "failed" }]);
    expect(result.manifest.holes).toMatchObject([
      { from: firstNight.to, detail: expect.stringContaining("are seen again, and may be amended again") },
    ]);
    const fourth = await nightAt(store, 4);
    expect([fourth.amendments, fourth.result.manifest.status]).toEqual([[], "incomplete"]);
  });

  it("stops when the store cannot be reached", async () => {
    const reset = new NetworkError("reset");
    const store = memoryStore(({ name, key }) => (name === "get" && key.startsWith("v1/open/") ? reset : null));
    await nightAt(store, 1);
    await expect(nightAt(store, 2)).rejects.toBe(reset);
  });
});

describe("auditNight(), when the report of the night after is damaged", () => {
  it("is incomplete, ends at its own midnight, and learns for itself", async () => {
    const store = memoryStore();
    await nightAt(store, 1);
    await nightAt(store, 3);
    damage(store, /^v1\/manifests\/.*2026-11-23/);
    const { result, amendments } = await nightAt(store, 2, settled(3) + 1);
    expect(result.manifest).toMatchObject({ status: "incomplete", span: { to: "2026-11-22T16:00:00.000Z" } });
    expect(amendments).toMatchObject([{ jobId: "slow" }]);
    const hole = { from: "2026-11-22T16:00:00.000Z", cause: "report-damaged" };
    expect(result.manifest.holes).toMatchObject([
      { region: "ap-chongqing", ...hole },
      { region: "ap-guangzhou", ...hole },
    ]);
  });
});
