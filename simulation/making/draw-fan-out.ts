/**
 * Nights that are spread over shards, in some plans: of how many pages each, and what goes wrong with those alone. Apart
 * from the rest, so that a plan without them is the same as ever.
 */

import type { Random } from "../../emulator/scenario/random.ts";
import type { Disturbance, Kill, Mishandling } from "../plan.ts";
import { type PlannedSettings, parseSettings } from "../planned-settings.ts";
import { between, byMagnitude, chance } from "./draws.ts";

const shardFunction = { function: "job-audit-shard", region: "ap-chongqing" } as const;

type FanOutSettings = Required<Pick<PlannedSettings, "fanOut">> & { readonly shard: typeof shardFunction };

/** Null: every night is read in one instance. `percent`: of plans that spread their nights. */
export function drawFanOut(random: Random, percent: number): FanOutSettings | null {
  if (!chance(random, percent)) return null;
  const shards = random.pick([2, 3, 5, 8]);
  // Without a number of pages a night is spread only where it takes longer than an instance may.
  const pagesPerShard = chance(random, 85) ? { pagesPerShard: random.pick([1, 2, 3, 5, 8, 13]) } : {};
  return { shard: shardFunction, fanOut: { shards, ...pagesPerShard } };
}

export function withFanOut(text: string, { shard, fanOut }: FanOutSettings): string {
  const settings = parseSettings(text);
  return JSON.stringify({ ...settings, functions: { ...settings.functions, shard }, fanOut });
}

/** The same settings, by which one instance reads every night, as fast as it can, and nobody watches it. */
export function withoutFanOut(settings: PlannedSettings): PlannedSettings {
  const { shard: _, audit: _audit, ...functions } = settings.functions;
  const { fanOut: _fanOut, maxRate: _rate, watchdog: _watchdog, ...rest } = settings;
  return { ...rest, functions };
}

/** Requests a second of all shards together, so that each has some; null: as many as the service bears. */
export function drawMaxRate(random: Random, shards: number): number | null {
  return chance(random, 45) ? shards * random.pick([0.5, 2, 8, 40]) : null;
}

/** Starts of the first nights that come to nothing, and nothing else: whoever watches is to see to them. */
export function drawLostStarts(random: Random, mostStarts: number): readonly Disturbance[] {
  const drawn = Array.from({ length: random.pick([1, 1, 2]) }, () => {
    return { how: "lose", nth: between(random, 1, mostStarts), times: random.pick([1, 1, 2]) } as const;
  });
  return drawn.map((one, index) => ({ ...one, kind: "mishandling", id: `l${index + 1}` }));
}

type Drawn = Omit<Kill, "id"> | Omit<Mishandling, "id">;

/** Starts of shards are disturbed only before `calmFrom`: those of the first nights, by their number. */
export function drawMishandlings(random: Random, mostStarts: number): readonly Disturbance[] {
  const drawn = Array.from({ length: random.pick([0, 1, 2, 4, 8]) }, () =>
    chance(random, 45) ? killShard(random, mostStarts) : mishandle(random, mostStarts),
  );
  return drawn.map((one, index) => ({ ...one, id: `s${index + 1}` }) as Disturbance);
}

function killShard(random: Random, mostStarts: number): Drawn {
  const start = `shard ${between(random, 1, mostStarts)}`;
  const when = random.pick(["before", "after"] as const);
  return { kind: "kill", start, attempt: random.pick([0, 0, 0, 1, 2]), effect: byMagnitude(random, 120), when };
}

const hour = 3_600_000;

function mishandle(random: Random, mostStarts: number): Drawn {
  const how = random.pick(["duplicate", "duplicate", "lose", "delay", "throttle"] as const);
  const late = how === "delay" ? delay(random.pick([1_000, 60_000, hour, 5 * hour, 30 * hour])) : { how };
  const times = how === "throttle" ? random.pick([1, 3, 8]) : random.pick([1, 1, 2, 3]);
  return { kind: "mishandling", nth: between(random, 1, mostStarts), times, ...late };
}

/** The platform gives up what it could not run for six hours: from then on only somebody's hand starts it. */
function delay(delayMs: number): Pick<Mishandling, "how" | "delayMs"> {
  return { how: delayMs > 6 * hour ? "replay" : "delay", delayMs };
}
