/**
 * Two made-up revisions of one scope's findings: alike but for one job in 50, and what a comparison must find.
 *
 * Of each 251 jobs one is in the first alone, one in the second alone, and three are in both and differ.
 */

import { isoInstant } from "../lib/core/instant.ts";
import type { Finding } from "../lib/core/schema/finding.ts";
import type { Scope } from "../lib/core/scope.ts";
import { toLine } from "../lib/usecases/report/line-runs.ts";

/** Of one revision: as many jobs as both have together, less the one that only the other has. */
export const evenRows = 250;
const period = evenRows + 1;

export type RevisionName = "before" | "after";

export interface Differences {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** `rows` is a multiple of `evenRows`. */
export function plantedDifferences(rows: number): Differences {
  const periods = rows / evenRows;
  return { added: periods, removed: periods, changed: 3 * periods };
}

const lonely: Readonly<Record<RevisionName, number>> = { before: 17, after: 117 };
const changing: readonly number[] = [50, 133, 201];

const chunkRows = 500;

/** In the order of keys. */
export function* revisionChunks(name: RevisionName, rows: number): Generator<Buffer> {
  const other = lonely[name === "before" ? "after" : "before"];
  const places = (rows / evenRows) * period;
  let lines: Buffer[] = [];
  for (let place = 0; place < places; place += 1) {
    if (place % period === other) continue;
    lines.push(toLine(rowAt(place, name, places)));
    if (lines.length < chunkRows) continue;
    yield Buffer.concat(lines);
    lines = [];
  }
  yield Buffer.concat(lines);
}

export const madeScope: Scope = {
  family: "pic",
  region: "ap-chongqing",
  bucket: "photos-1250000000",
  queueId: `p${"0".repeat(32)}`,
  tag: "PicProcess",
};

const midnight = Date.UTC(2026, 10, 20, 16);

/** Characters of every line in front of the end of its id. */
export const keyLength = '{"createdAt":"2026-11-20T16:00:00.000Z","jobId":"'.length + 33;

/** A job that changes was told to be stuck, and has failed since. */
function rowAt(place: number, name: RevisionName, places: number): Finding {
  const hasFailed = name === "after" || !changing.includes(place % period);
  const createdAt = midnight + Math.floor((place * 86_400) / places) * 1_000;
  return {
    createdAt: isoInstant(createdAt),
    jobId: `j${hex(place)}${hex(scramble(place))}${hex(scramble(place + 1))}${hex(scramble(place + 2))}`,
    schema: "job-audit/finding/v1",
    ...madeScope,
    ...(hasFailed ? failed(scramble(place) % 40) : stuck),
    olderFingerprints: [],
    startedAt: isoInstant(createdAt + 1_000),
    endedAt: hasFailed ? isoInstant(createdAt + 3_000) : null,
    input: { bucket: "photos-1250000000", region: "ap-chongqing", object: `albums/${place % 977}/IMG_${place}.jpg` },
    output: { bucket: "photos-1250000000", region: "ap-chongqing", object: `done/${place}.webp` },
    operation: { templateId: `t1${"0".repeat(30)}`, templateName: "poster", rule: null },
    workflow: null,
    userData: `order-${scramble(place + 3)}`,
    innerFailures: [],
    extra: {},
  };
}

type Kind = Pick<Finding, "verdict" | "reason" | "state" | "code" | "message" | "fingerprint">;

const stuck: Kind = {
  verdict: "stuck.running",
  reason: "running for longer than 3 hours",
  state: "Running",
  code: "",
  message: "",
  fingerprint: `v2:${"f".repeat(32)}`,
};

function failed(code: number): Kind {
  return {
    verdict: "failed",
    reason: `failed with Code${code}`,
    state: "Failed",
    code: `Code${code}`,
    message: `the picture cannot be read, reason ${code} 处理失败`,
    fingerprint: `v2:${code.toString(16).padStart(32, "0")}`,
  };
}

/** The last step of Murmur's hash: 32 bits without an order. */
function scramble(number: number): number {
  const once = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}

function hex(number: number): string {
  return number.toString(16).padStart(8, "0");
}
