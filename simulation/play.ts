/**
 * Plays a plan: whole nights of audit and diff on virtual time, in this process, without sockets. The same plan gives
 * the same play, to the last byte.
 */

import { signRequest } from "../lib/adapters/tencent/sign.ts";
import { createCloud } from "./engine/cloud.ts";
import { digestOf } from "./engine/digest.ts";
import { drive } from "./engine/drive.ts";
import { createEventQueue } from "./engine/event-queue.ts";
import { createFaultPlan } from "./engine/fault-plan.ts";
import { type PlatformParts, playStarts, type Try } from "./engine/platform.ts";
import { createRecord, type PlayRecord } from "./engine/record.ts";
import { readObjects } from "./engine/recording-storage.ts";
import { createStarts } from "./engine/started-functions.ts";
import { reportBucket, type SimulationPlan } from "./plan.ts";
import type { Played } from "./played.ts";

/** Far beyond what any plan needs: a night takes some thousand. */
const mostExchanges = 200_000;
/** After the last start; the platform's limits end everything within hours. */
const longestAfterMs = 7 * 86_400_000;

export interface Playback {
  readonly played: Played;
  /** What no program should do: go on for ever, or fail where nobody looks. */
  readonly defects: readonly string[];
}

/** Throws when something failed that the report cannot tell of. */
export async function play(plan: SimulationPlan): Promise<Played> {
  const { played, defects } = await playBack(plan);
  if (defects.length > 0) throw new Error(`Cannot tell what came of seed ${plan.seed}: ${defects.join("; ")}`);
  return played;
}

/** One at a time in a process; see `drive` for what the process must be like. */
export async function playBack(plan: SimulationPlan): Promise<Playback> {
  await loadSigner();
  const defects: string[] = [];
  const onDefect = (error: unknown) => void defects.push(`nobody handled ${describe(error)}`);
  process.on("unhandledRejection", onDefect);
  const stage = setUp(plan);
  const halted = await drive({ queue: stage.queue, halt: () => haltReason(stage) });
  process.off("unhandledRejection", onDefect);
  if (halted !== null) defects.push(halted);
  const objects = await readObjects(stage.cloud.storage, reportBucket.name);
  return { played: toPlayed(stage.record, objects), defects };
}

function setUp(plan: SimulationPlan): PlatformParts {
  const { disturbances, starts, calmFrom = Infinity } = plan;
  const queue = createEventQueue(starts[0]?.at ?? 0);
  const record = createRecord();
  const startsOf = (name: Try["function"]) => createStarts(name, () => parts);
  const started = { audit: startsOf("audit"), diff: startsOf("diff"), shard: startsOf("shard") };
  const cloud = createCloud(plan, { queue, record, started });
  const faults = createFaultPlan(disturbances);
  const parts: PlatformParts = { plan, queue, record, cloud, faults, disturbances, calmFrom };
  playStarts(parts);
  return parts;
}

function haltReason({ plan, queue, record }: PlatformParts): string | null {
  if (record.exchanges > mostExchanges) return `the play goes on after ${mostExchanges} exchanges`;
  const last = plan.starts.at(-1)?.at ?? 0;
  if (queue.now() > last + longestAfterMs) return "the play goes on a week after its last start";
  return null;
}

function toPlayed({ fired, ...record }: PlayRecord, objects: ReadonlyMap<string, Buffer>): Played {
  const kinds = [...fired].sort(([a], [b]) => (a < b ? -1 : 1));
  const listings = [...record.listings].sort((a, b) => a.at - b.at);
  const played = { ...record, listings, objects, fired: Object.fromEntries(kinds) };
  return { ...played, digest: digestOf(played) };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The first signature loads the SDK, which takes time that no play may see. */
async function loadSigner(): Promise<void> {
  const request = { method: "GET", host: "ci.ap-chongqing.myqcloud.com", path: "/", query: {} } as const;
  await signRequest(request, { secretId: "id", secretKey: "key", sessionToken: null }, 0);
}
