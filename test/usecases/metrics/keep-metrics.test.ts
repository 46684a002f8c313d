import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import type { MetricFamily } from "../../../lib/core/metrics/metric-family.ts";
import { keepMetrics, type Measuring } from "../../../lib/usecases/metrics/keep-metrics.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { toldEvents } from "../../fakes/told-events.ts";

const signal = new AbortController().signal;
const key = "v1/metrics/family=pic/date=2026-11-21/r0001.txt";
const family: MetricFamily = { name: "job_audit_night_revision", samples: [] };

function keep(store = memoryStore(), change: Partial<Measuring> = {}) {
  const events = toldEvents();
  const metricsText = async (families: readonly MetricFamily[]) => `${families.map(({ name }) => name).join()} 产\n`;
  const measuring = {
    name: { family: "pic", date: "2026-11-21" },
    key,
    measure: async () => [family],
    ...change,
  } as const;
  return { events, store, kept: keepMetrics({ store, events, metricsText }, measuring, signal) };
}

describe("keepMetrics()", () => {
  it("keeps the text under its key, and says so", async () => {
    const { store, events, kept } = keep();
    await kept;
    expect(Buffer.from(store.objects.get(key) ?? []).toString("utf8")).toBe("job_audit_night_revision 产\n");
    const of = { family: "pic", night: "2026-11-21" };
    expect(events.told).toEqual([{ event: "metrics-kept", ...of, key, bytes: 29 }]);
  });

  it("leaves what another run kept as it is", async () => {
    const store = memoryStore();
    await store.claim(key, Buffer.from("first"), signal);
    const { events, kept } = keep(store);
    await kept;
    expect(Buffer.from(store.objects.get(key) ?? []).toString()).toBe("first");
    expect(events.told).toEqual([]);
  });

  it.each([
    ["NETWORK", memoryStore(() => new NetworkError("no luck")), {}],
    ["DEFECT", memoryStore(), { measure: () => Promise.reject(new TypeError("no luck")) }],
  ])("fails nothing where it fails itself, with %s: it says so", async (code, store, change) => {
    const { events, kept } = keep(store, change);
    await expect(kept).resolves.toBeUndefined();
    expect(events.told).toMatchObject([{ event: "metrics-not-kept", night: "2026-11-21", code, message: "no luck" }]);
  });
});
