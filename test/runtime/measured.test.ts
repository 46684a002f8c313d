import { describe, expect, it } from "vitest";
import { readSettings } from "../../lib/config/settings.ts";
import { readMeasurement, warningsFor } from "../../lib/runtime/measured.ts";
import { aProbe } from "../fakes/a-probe.ts";
import { memoryStore } from "../fakes/memory-store.ts";

const { signal } = new AbortController();
const settings = readSettings("regions: [ap-chongqing]\nreport: { store: directory, path: x }\n", "a test");
const key = "v1/probes/family=pic/r0001.json";

async function measure(text: string | null) {
  const store = memoryStore();
  if (text !== null) store.objects.set(key, Buffer.from(text));
  return readMeasurement(store, "pic", signal);
}

describe("readMeasurement()", () => {
  it("tells what the newest probe measured, and nothing where there is none or none that can be read", async () => {
    const lookupIds = { answered: 10, refusedAt: 11, partialAt: null, unknownIds: null };
    const probe = aProbe({ lookupIds });
    expect(await measure(JSON.stringify(probe))).toEqual({
      family: "pic",
      stored: { key, probe },
      measured: { lookupIds: 10, lostMs: null },
    });
    const nothing = { lookupIds: null, lostMs: null };
    expect(await measure(null)).toEqual({ family: "pic", stored: null, measured: nothing });
    expect(await measure("{}")).toEqual({ family: "pic", stored: { key, probe: null }, measured: nothing });
  });
});

describe("warningsFor()", () => {
  it("counts from where the oldest missed night began in the zone of settings", () => {
    const now = Date.parse("2026-11-20T16:00:00.000Z");
    expect(warningsFor(settings, { stored: null }, ["2026-11-20", "2026-11-19"], now)).toEqual([
      {
        code: "nights-at-risk",
        text: "the night of 2026-11-19 is not committed (2 nights in all are not); its first jobs may be lost in 1.0 days (retention assumed: 3.0 days)",
      },
    ]);
  });
});
