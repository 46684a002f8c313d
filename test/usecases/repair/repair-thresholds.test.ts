import { describe, expect, it } from "vitest";
import { repairThresholds, type ThresholdsRequest } from "../../../lib/usecases/repair/repair-thresholds.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";
import { aRequest } from "../audit/a-night.ts";
import { learning } from "../thresholds/learning-nights.ts";

const { signal } = new AbortController();
const asked: ThresholdsRequest = {
  plan: { name: { family: "pic", date: "2026-11-21" }, inputs: [] },
  request: aRequest({ learning }),
  before: { manifest: { inputs: [{ night: "2026-11-20", manifest: "v1/manifests/gone" }] } },
};

describe("repairThresholds()", () => {
  it("goes by what is configured where a night that was learned from is there no more", async () => {
    const thresholds = await repairThresholds(memoryStore(), asked, signal);
    expect(thresholds.of(aScope)).toEqual(asked.request.thresholdsOf(aScope.queueId));
    expect(thresholds.rowsOf([aScope]).map(({ source, nights }) => [source, nights])).toEqual([
      ["configured", []],
      ["configured", []],
    ]);
  });

  it("takes no failure of another kind for a night that is gone", async () => {
    const store = { ...memoryStore(), get: () => Promise.reject(new TypeError("a bug")) };
    await expect(repairThresholds(store, asked, signal)).rejects.toThrow("a bug");
  });
});
