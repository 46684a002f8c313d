/**
 * Shares a rate out over shards: to no host do all of them together ask more than it. Each bucket is a host of its own, and
 * a shard may ask any of its hosts as much as its share.
 */

import type { Scope } from "../scope.ts";
import type { ExpectedWindow } from "./cut-shards.ts";

/** Requests a second, one for each shard, in their order: the whole divided by how many ask the host that most of them ask. */
export function shareRate(shards: readonly (readonly ExpectedWindow[])[], maxRate: number): readonly number[] {
  const hosts = shards.map((windows) => new Set(windows.map(({ scope }) => hostOf(scope))));
  const askers = new Map<string, number>();
  for (const host of hosts.flatMap((each) => [...each])) askers.set(host, (askers.get(host) ?? 0) + 1);
  return hosts.map((each) => maxRate / Math.max(1, ...[...each].map((host) => askers.get(host) ?? 1)));
}

function hostOf({ bucket, region }: Scope): string {
  return `${bucket} ${region}`;
}
