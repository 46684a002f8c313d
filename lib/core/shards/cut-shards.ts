/**
 * Cuts what is to be read of a night into shards of about equal expected pages.
 *
 * Windows stay in their order and whole, but for those that are fuller than a shard: they are cut inside, on whole
 * seconds, as if their jobs came evenly. Whoever plans the same gets the same.
 */

import type { Scope } from "../scope.ts";
import { secondMs, type Window } from "../window.ts";

export interface ExpectedWindow {
  readonly scope: Scope;
  readonly window: Window;
  /** As many as are expected, 1 at least. */
  readonly pages: number;
}

export interface ShardSizes {
  readonly pagesPerShard: number;
  /** Shards. */
  readonly most: number;
}

/** No shard is empty. */
export function cutShards(
  windows: readonly ExpectedWindow[],
  { pagesPerShard, most }: ShardSizes,
): readonly (readonly ExpectedWindow[])[] {
  const total = sumPages(windows);
  const count = Math.max(1, Math.min(most, Math.ceil(total / pagesPerShard)));
  const share = total / count;
  const shards: ExpectedWindow[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (const window of windows.flatMap((each) => cutInside(each, share))) {
    // By its middle: a shard is never fuller than two shares.
    const index = Math.min(count - 1, Math.floor((before + window.pages / 2) / share));
    shards[index]?.push(window);
    before += window.pages;
  }
  return shards.filter((shard) => shard.length > 0);
}

export function sumPages(windows: readonly ExpectedWindow[]): number {
  return windows.reduce((sum, { pages }) => sum + pages, 0);
}

function cutInside(whole: ExpectedWindow, share: number): readonly ExpectedWindow[] {
  const { scope, window, pages } = whole;
  const seconds = Math.floor((window.to - window.from) / secondMs);
  const parts = Math.min(Math.ceil(pages / share), seconds);
  if (parts < 2) return [whole];
  const edge = (part: number) =>
    part === parts ? window.to : window.from + Math.floor((part * seconds) / parts) * secondMs;
  return Array.from({ length: parts }, (_, part) => ({
    scope,
    window: { from: edge(part), to: edge(part + 1) },
    pages: pages / parts,
  }));
}
