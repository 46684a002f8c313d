/** Manifests of a quiet night for tests; every part can be set. */

import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { AuditResult } from "../../lib/usecases/audit/audit-night.ts";
import { aManifest } from "../fakes/a-manifest.ts";

const sha256 = "0".repeat(64);
const manifestKey = `v1/manifests/family=pic/date=2026-11-20/manifest-${sha256}.json`;

function makeManifest(parts: Partial<Manifest> = {}): Manifest {
  const span = { from: "2026-11-19T16:00:00.000Z", to: "2026-11-20T16:00:00.000Z" };
  const scope = { region: "ap-chongqing", bucket: "photos-1250000000", queueId: "p1", tag: "PicProcess" };
  const scopes = [{ ...scope, origin: "discovered" as const, complete: true }];
  return aManifest({ night: "2026-11-20", scopes, span, asOf: "2026-11-20T18:00:00.000Z", ...parts });
}

export function makeResult(parts: Partial<Manifest> = {}, already = false): AuditResult {
  const manifest = makeManifest(parts);
  return {
    already,
    manifest,
    key: "v1/commits/family=pic/date=2026-11-20/r0001.json",
    commit: {
      schema: "job-audit/commit/v1",
      family: "pic",
      night: manifest.night,
      revision: manifest.revision,
      status: manifest.status,
      manifest: manifestKey,
      manifestSha256: sha256,
      replaces: null,
      committedAt: "2026-11-21T18:30:00.000Z",
    },
  };
}

export function makeHole(parts: Partial<Manifest["holes"][number]> = {}): Manifest["holes"][number] {
  return {
    region: "ap-chongqing",
    bucket: "photos-1250000000",
    queueId: "p1",
    tag: "PicProcess",
    from: "2026-11-20T02:00:00.000Z",
    to: "2026-11-20T02:00:01.000Z",
    cause: "undecodable",
    detail: "Cannot read the answer: it is <html>, not <Response>.",
    requestId: null,
    evidence: null,
    ...parts,
  };
}
