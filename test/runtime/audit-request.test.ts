import { describe, expect, it } from "vitest";
import { readSettings } from "../../lib/config/settings.ts";
import type { Measured } from "../../lib/core/probe-measured.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";

const common = "regions: [ap-chongqing]\nreport: { store: directory, path: ./reports }\n";

function requestOf(more: string, measured?: Measured) {
  return auditRequestOf(readSettings(common + more, "a test"), "pic", "2026-11-20", measured);
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

  it("learns thresholds only where settings say so, and knows what is set for a queue alone", () => {
    expect(requestOf("")).not.toHaveProperty("learning");
    const { learning, thresholdsOf } = requestOf(
      "stuck: { learned: { nights: 3 }, queues: { p1: { runningAfter: 5m } } }\n",
    );
    expect(learning).toMatchObject({ quantile: 0.999, factor: 2, floorMs: 1_800_000, minJobs: 1_000, nights: 3 });
    expect(learning?.setFor("p1")).toEqual({ runningAfterMs: 300_000 });
    expect(learning?.setFor("p2")).toEqual({});
    expect(thresholdsOf("p1")).toEqual({ queuedAfterMs: 7_200_000, runningAfterMs: 300_000 });
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

  it("looks up as many ids as a probe measured, unless settings say how many", () => {
    const ten = { lookupIds: 10, lostMs: null } as const;
    expect(requestOf("", ten).lookupIds).toBe(10);
    expect(requestOf("lookupIds: 1\n", ten).lookupIds).toBe(1);
    expect(requestOf("", ten).settingsDigest).toBe(requestOf("").settingsDigest);
  });

  it("trusts no span that is older than a job that was lost, whatever settings say, and tells so in the digest", () => {
    const twoDays = { lookupIds: null, lostMs: 172_800_000 };
    expect(requestOf("", twoDays).assumedRetentionMs).toBe(172_800_000);
    expect(requestOf("assumedRetention: 30d\n", twoDays).assumedRetentionMs).toBe(172_800_000);
    expect(requestOf("assumedRetention: 1d\n", twoDays).assumedRetentionMs).toBe(86_400_000);
    expect(requestOf("", twoDays).settingsDigest).toBe(requestOf("assumedRetention: 2d\n").settingsDigest);
    expect(requestOf("", twoDays).settingsDigest).not.toBe(requestOf("").settingsDigest);
  });
});
