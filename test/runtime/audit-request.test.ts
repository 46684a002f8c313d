import { describe, expect, it } from "vitest";
import { readSettings } from "../../lib/config/settings.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";

const common = "regions: [ap-chongqing]\nreport: { store: directory, path: ./reports }\n";

function requestOf(more: string) {
  return auditRequestOf(readSettings(common + more, "a test"), "pic", "2026-11-20");
}

describe("auditRequestOf", () => {
  it("takes the family's tags unless settings name others", () => {
    expect(requestOf("").tags).toEqual(["PicProcess", "PosterProduction", "ImageInspect"]);
    expect(requestOf("tags: { pic: [ImageInspect] }\n").tags).toEqual(["ImageInspect"]);
  });

  it("lets a queue override one threshold and keep the other", () => {
    const request = requestOf("stuck: { queuedAfter: 3h, runningAfter: 30m, queues: { p1: { runningAfter: 5m } } }\n");
    expect(request.thresholdsOf("p1")).toMatchObject({ queuedAfterMs: 10_800_000, runningAfterMs: 300_000 });
    expect(request.thresholdsOf("p2")).toMatchObject({ queuedAfterMs: 10_800_000, runningAfterMs: 1_800_000 });
  });

  it("looks back as many nights as catchUp has days", () => {
    expect(requestOf("").catchUpNights).toBe(7);
    expect(requestOf("catchUp: 36h\n").catchUpNights).toBe(2);
  });

  it("sees open jobs again for as many nights as openMaxAge has days", () => {
    expect(requestOf("")).toMatchObject({ openMaxAgeNights: 7, lookupIds: 1, maxLookups: 100_000 });
    expect(requestOf("openMaxAge: 25h\nlookupIds: 10\nmaxLookups: 7\n")).toMatchObject({
      openMaxAgeNights: 2,
      lookupIds: 10,
      maxLookups: 7,
    });
  });
});
