/**
 * Three nights of an emulated cloud, audited for real into a folder: inputs that fail more than once, and jobs that
 * hang over midnight, fail later, succeed later, or go on hanging.
 */

import { startEmulator } from "../../emulator/server.ts";
import type { EmulatedJob, World } from "../../emulator/world.ts";
import { readSettings } from "../../lib/config/settings.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";
import { compose } from "../../lib/runtime/compose.ts";
import { producer } from "../../lib/runtime/producer.ts";
import { type AuditResult, auditNight } from "../../lib/usecases/audit/audit-night.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { credential, makeBucket, makeJob, makeQueue } from "../emulator/small-world.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const nights = ["2026-11-20", "2026-11-21", "2026-11-22"] as const;

/** Midnight in Shanghai, at which the first of them begins. */
const midnight = Date.UTC(2026, 10, 19, 16);

interface Kind extends Partial<EmulatedJob> {
  readonly count: number;
  /** After midnight of its night. */
  readonly hour: number;
  /** After its creation; null: never. */
  readonly startsAfterMs?: number | null;
  readonly endsAfterMs?: number | null;
}

const rule = "imageMogr2/thumbnail/200x";
const failed = { outcome: "Failed", rule };
const busy: readonly Kind[] = [
  { count: 40, hour: 1, endsAfterMs: 4_000 },
  { count: 7, hour: 2, ...failed, code: "ResourceDownloadFailed", message: "HTTP 404" },
  { count: 3, hour: 3, ...failed, code: "InvalidContent", message: "not an image" },
];

/** What happens in each night, in one queue. */
const thumbnails: readonly (readonly Kind[])[] = [
  [
    ...busy,
    // Hangs over midnight and fails in the second night; hangs and ends well in the third; hangs for ever.
    { count: 2, hour: 20, startsAfterMs: 60_000, endsAfterMs: 15 * hourMs, ...failed, code: "Timeout" },
    { count: 1, hour: 21, startsAfterMs: 60_000, endsAfterMs: 40 * hourMs },
    { count: 3, hour: 22, startsAfterMs: null, endsAfterMs: null },
  ],
  [...busy, { count: 1, hour: 20, startsAfterMs: 60_000, endsAfterMs: null, outcome: "Running" }],
  busy,
];
const watermarks: readonly (readonly Kind[])[] = [
  [{ count: 20, hour: 5, templateId: "t1", endsAfterMs: 9_000 }],
  [
    { count: 20, hour: 5, templateId: "t1", endsAfterMs: 90_000 },
    { count: 12, hour: 6, templateId: "t1", outcome: "Failed", code: "WatermarkFailed", message: "no font" },
  ],
  [{ count: 20, hour: 5, templateId: "t1", endsAfterMs: 11_000 }],
];

function jobsOf(queue: string, plan: readonly (readonly Kind[])[]): EmulatedJob[] {
  return plan
    .flatMap((kinds, night) =>
      kinds.flatMap((kind) => jobsOfKind(kind, { prefix: `${queue}${night}h${kind.hour}`, night })),
    )
    .sort((a, b) => a.createdAt - b.createdAt);
}

/** Names of inputs do not tell the night, so that an input comes back night after night. */
function jobsOfKind(kind: Kind, { prefix, night }: { readonly prefix: string; readonly night: number }): EmulatedJob[] {
  const { count, hour, startsAfterMs = 1_000, endsAfterMs = 3_000, ...parts } = kind;
  return Array.from({ length: count }, (_, index) => {
    const createdAt = midnight + night * dayMs + hour * hourMs + index * 60_000;
    return makeJob({
      ...parts,
      jobId: `${prefix}i${index}`,
      createdAt,
      startedAt: startsAfterMs === null ? null : createdAt + startsAfterMs,
      endedAt: endsAfterMs === null ? null : createdAt + endsAfterMs,
      inputObject: `in/${hour}/${(index + night * 5) % 60}.jpg`,
    });
  });
}

const world: World = {
  buckets: [
    makeBucket({
      createdAt: midnight - 30 * dayMs,
      queues: [makeQueue({ queueId: "p1", createdAt: midnight - 30 * dayMs, jobs: jobsOf("a", thumbnails) })],
    }),
    makeBucket({
      name: "products-1250000000",
      region: "ap-guangzhou",
      createdAt: midnight - 30 * dayMs,
      queues: [makeQueue({ queueId: "p2", createdAt: midnight - 30 * dayMs, jobs: jobsOf("b", watermarks) })],
    }),
  ],
};

/** Audits each night when it is over, and resolves with what was committed. */
export async function playThreeNights(folder: string): Promise<readonly AuditResult[]> {
  let now = midnight;
  const clock = { ...createQuickClock(midnight), now: () => now };
  const emulator = await startEmulator({ world, credentials: [credential], now: () => now });
  const settings = readSettings(settingsText(folder, emulator.url), "the test");
  const credentials = () => ({ ...credential, sessionToken: null });
  const app = compose(settings, { clock, credentials });
  const results: AuditResult[] = [];
  try {
    for (const [index, night] of nights.entries()) {
      now = midnight + (index + 1) * dayMs + 3 * hourMs;
      const deps = { ...app, producer, onProgress: () => undefined };
      results.push(await auditNight(deps, auditRequestOf(settings, "pic", night), new AbortController().signal));
    }
  } finally {
    await emulator.close();
  }
  return results;
}

function settingsText(folder: string, url: string): string {
  return `regions: [ap-chongqing, ap-guangzhou]
report: { store: directory, path: ${JSON.stringify(folder)} }
endpoints: { ci: ${JSON.stringify(url)} }
window: 6h
`;
}
