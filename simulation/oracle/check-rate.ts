/**
 * Promise 6: no host is asked more often than `maxRate` says. Each instance asks at most its own rate, which is a share of
 * that while a shard is read, by how many shards ask the host; and all that read one night, undisturbed, at most the whole.
 *
 * What holds exactly: so many in a window of any length, one more for each instance that asks in it, since its first
 * request waits for nothing, and what 20 ms allow, which an instance that was held up makes up for.
 */

import { parseSettings } from "../planned-settings.ts";
import type { Asked, Invocation, Violation } from "../played.ts";
import { type Evidence, violation } from "./audited-night.ts";
import { type Spread, shardOf, spreadsOf } from "./spreads.ts";

const windowsMs = [1_000, 10_000] as const;
const caughtUpMs = 20;

export function* checkRate(evidence: Evidence): Generator<Violation> {
  const { plan, played } = evidence;
  const { maxRate } = parseSettings(plan.settings[0]?.text ?? "{}");
  if (maxRate === undefined) return;
  const spreads = spreadsOf(played).map((spread) => ({ ...spread, freeAt: freeAt(evidence, spread) }));
  const pacers = played.invocations.map((invocation) => pacerOf(invocation, maxRate, spreads));
  const byHost = groupBy(played.asked, ({ host }) => host);
  for (const [host, asked] of byHost) {
    const byTry = groupBy(asked, nameOf);
    for (const pacer of pacers) {
      const share = maxRate / askersLike(pacer, pacers, byTry);
      yield* checkPacer({ ...pacer, share }, byTry.get(pacer.name) ?? [], host);
    }
    if (plan.disturbances.length > 0) continue;
    for (const { shards, night, freeAt: until } of spreads) {
      const names = new Set(pacers.filter(({ shard }) => shards.includes(String(shard))).map(({ name }) => name));
      const together = asked.filter((each) => names.has(nameOf(each)) && each.at < until);
      yield* checkWindows(together, { rate: maxRate, name: `all shards of night ${night} together`, host });
    }
  }
}

interface PacedSpread extends Spread {
  /** From then on, who reads a shard of it may do what an audit does. */
  readonly freeAt: number;
}

function freeAt({ nights }: Evidence, { night, wholeAt }: Spread): number {
  return Math.min(wholeAt, nights.find(({ date }) => date === night)?.audited[0]?.revision.committedAt ?? Infinity);
}

/** One try, as which a shard is read until `sharedUntil`. */
interface Pacer {
  readonly name: string;
  readonly shard: unknown;
  readonly rate: number;
  readonly spread: Spread | undefined;
  readonly sharedUntil: number;
}

function pacerOf(invocation: Invocation, rate: number, spreads: readonly PacedSpread[]): Pacer {
  const shard = invocation.function === "shard" ? shardOf(invocation) : undefined;
  const spread = spreads.find(({ shards }) => shards.includes(String(shard)));
  return { name: nameOf(invocation), shard, rate, spread, sharedUntil: spread?.freeAt ?? -Infinity };
}

/** How many shards of its plan were seen to ask the host while shards were read; there may be more, and shares be less. */
function askersLike({ spread }: Pacer, pacers: readonly Pacer[], byTry: ReadonlyMap<string, readonly Asked[]>): number {
  const like = pacers.filter((pacer) => spread !== undefined && pacer.spread === spread);
  const asking = like.filter(({ name, sharedUntil }) => byTry.get(name)?.some(({ at }) => at < sharedUntil));
  return Math.max(1, new Set(asking.map(({ shard }) => String(shard))).size);
}

function nameOf({ start, attempt }: Pick<Asked, "start" | "attempt">): string {
  return `${start}/${attempt}`;
}

function* checkPacer(
  pacer: Pacer & { readonly share: number },
  asked: readonly Asked[],
  host: string,
): Generator<Violation> {
  const { name, rate, share, sharedUntil } = pacer;
  yield* checkWindows(
    asked.filter(({ at }) => at < sharedUntil),
    { rate: share, name: `${name}, as a shard`, host },
  );
  // The last page of the shard may go out in the millisecond in which the rest begins.
  const more = pacer.shard === undefined ? 0 : 1;
  yield* checkWindows(
    asked.filter(({ at }) => at >= sharedUntil),
    { rate, name, host, more },
  );
}

interface Limit {
  readonly rate: number;
  /** Requests that are allowed beside. */
  readonly more?: number;
  /** For texts. */
  readonly name: string;
  readonly host: string;
}

/** One violation at most: of the first window that holds too many. */
function* checkWindows(asked: readonly Asked[], limit: Limit): Generator<Violation> {
  const { rate, name, host } = limit;
  for (const windowMs of windowsMs) {
    const full = asked.find(({ at }, index) => {
      const end = firstAt(asked, at + windowMs, index);
      return end - index > mostIn(windowMs, limit, 1) && isTooMany(asked.slice(index, end), windowMs, limit);
    });
    if (full === undefined) continue;
    const text = `${name} asks ${host} more often than ${rate} times a second in the ${windowMs} ms from ${full.at}`;
    return yield violation("6", text);
  }
}

function isTooMany(inside: readonly Asked[], windowMs: number, limit: Limit): boolean {
  return inside.length > mostIn(windowMs, limit, new Set(inside.map(nameOf)).size);
}

/** Index of the first, from `index` on, that is not before `time`. */
function firstAt(asked: readonly Asked[], time: number, index: number): number {
  let [before, from] = [index, asked.length];
  while (before < from) {
    const middle = (before + from) >> 1;
    if ((asked[middle]?.at ?? Infinity) < time) before = middle + 1;
    else from = middle;
  }
  return from;
}

/** `instances` that share the rate. */
function mostIn(windowMs: number, { rate, more = 0 }: Limit, instances: number): number {
  return Math.floor((rate * (windowMs + caughtUpMs)) / 1000 + instances + more + 1e-6);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), group);
    group.push(item);
  }
  return groups;
}
