/** Findings for tests; every part can be set. */

import type { Finding } from "../../lib/core/schema/finding.ts";

export function makeFinding(parts: Partial<Finding> = {}): Finding {
  return {
    createdAt: "2026-11-20T02:00:00.000Z",
    jobId: "j1",
    schema: "job-audit/finding/v1",
    family: "pic",
    region: "ap-chongqing",
    bucket: "photos-1250000000",
    queueId: "p1",
    tag: "PicProcess",
    verdict: "failed",
    reason: "failed with ImageTooLarge",
    state: "Failed",
    code: "ImageTooLarge",
    message: "41321x30291 is too large",
    fingerprint: "v1:0123456789abcdef0123456789abcdef",
    olderFingerprints: [],
    startedAt: null,
    endedAt: null,
    input: { bucket: null, region: null, object: "photos/图.jpg" },
    output: null,
    operation: null,
    workflow: null,
    userData: null,
    innerFailures: [],
    extra: {},
    ...parts,
  };
}
