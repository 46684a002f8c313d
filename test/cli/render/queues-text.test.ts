import { describe, expect, it } from "vitest";
import { plainLook } from "../../../cli/render/look.ts";
import { bucketText } from "../../../cli/render/queues-text.ts";
import { queueRow } from "../../../lib/core/rows.ts";

const place = { family: "pic", region: "ap-chongqing", bucket: "photos-1250000000" } as const;
const silent = { url: null, event: null, type: null, resultFormat: null, mqMode: null, mqRegion: null, mqName: null };

function queue(callback: Partial<Parameters<typeof queueRow>[1]["callback"]>) {
  return queueRow(place, {
    queueId: "p1",
    name: null,
    state: "Active",
    maxSize: null,
    maxConcurrent: 10,
    category: null,
    createdAt: null,
    updatedAt: null,
    callback: { state: null, ...silent, ...callback },
  });
}

describe("bucketText", () => {
  it("shows what the service does not say as a dash", () => {
    expect(bucketText({ name: place.bucket, region: place.region }, [queue({})], plainLook)).toBe(
      "photos-1250000000, ap-chongqing\n  queue  id  state   size  runs  calls\n  -      p1  Active     -    10  -\n",
    );
  });

  it("names the message queue that is called where there is no address", () => {
    const text = bucketText({ name: "b-1", region: "r" }, [queue({ state: "On", mqName: "ci-events" })], plainLook);
    expect(text).toContain("  On\n    calls ci-events\n");
  });

  it("names no target where callbacks are off, or where none is told", () => {
    const off = bucketText(
      { name: "b-1", region: "r" },
      [queue({ state: "Off", url: "https://a.example" })],
      plainLook,
    );
    const none = bucketText({ name: "b-1", region: "r" }, [queue({ state: "On" })], plainLook);
    expect(off + none).not.toContain("    calls");
  });
});
