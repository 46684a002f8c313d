/** How the service of a plan behaves where its documents are silent. */

import type { CiBehaviour, PageQuirks } from "../../emulator/ci/behaviour.ts";
import type { Random } from "../../emulator/scenario/random.ts";
import type { World } from "../../emulator/world.ts";
import { builtInTags } from "../planned-settings.ts";
import { between, chance } from "./draws.ts";

export interface BehaviourWish {
  readonly world: World;
  /** Those that have jobs. */
  readonly tags: readonly string[];
  readonly lookupIds: 1 | 10;
  readonly retentionMs: number | null;
}

export function drawBehaviour(random: Random, wish: BehaviourWish): Partial<CiBehaviour> {
  return {
    elementOrder: random.pick(["alphabetical", "documented"]),
    bounds: random.pick(["strict", "inclusive"]),
    lookupIds: wish.lookupIds,
    retentionMs: wish.retentionMs,
    emptyList: random.pick(["none", "hollow"]),
    extraElements: chance(random, 50),
    tags: chance(random, 15) ? builtInTags.filter((tag) => wish.tags.includes(tag)) : builtInTags,
    pages: drawQuirks(random),
    denied: chance(random, 7) ? [drawDenial(random, wish.world)] : [],
  };
}

function drawQuirks(random: Random): PageQuirks {
  const may = <Part extends PageQuirks>(percent: number, part: () => Part) => (chance(random, percent) ? part() : {});
  if (chance(random, 35)) return {};
  const usual: PageQuirks = {
    ...may(40, () => ({ maxFill: random.pick([1, 2, 3, 10, 40]) })),
    ...may(25, () => ({ emptyEvery: between(random, 2, 5) })),
    ...may(40, () => ({ awkwardTokens: true })),
    ...may(70, () => ({ chainEnd: random.pick(["absent", "empty", "extra-page"] as const) })),
    ...may(15, () => ({ inversions: "within-second" as const })),
  };
  // A list that is out of order and cannot be read in one go hides jobs from everybody: no client can tell.
  if (chance(random, 12)) return { ...usual, inversions: "across-seconds" };
  return {
    ...usual,
    ...may(20, () => ({ tokenUses: between(random, 1, 2) })),
    ...may(15, () => ({ tokenTtlMs: random.pick([50, 1000, 10_000, 60_000]) })),
    ...may(20, () => ({ repeatTokenAtPage: between(random, 2, 6) })),
  };
}

function drawDenial(random: Random, { buckets }: World): CiBehaviour["denied"][number] {
  const bucket = random.pick(buckets);
  const queue = random.pick(bucket.queues);
  return chance(random, 70) ? { bucket: bucket.name, queueId: queue.queueId } : { bucket: bucket.name };
}
