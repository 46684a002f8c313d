/** Settings that name buckets, or leave out a bucket or a queue: from the beginning, or from a change on. */

import type { Random } from "../../emulator/scenario/random.ts";
import type { World } from "../../emulator/world.ts";
import type { DatedSettings } from "../plan.ts";
import { type PlannedSettings, parseSettings } from "../planned-settings.ts";
import { chance } from "./draws.ts";

export function narrow(random: Random, settings: readonly DatedSettings[], world: World): readonly DatedSettings[] {
  if (!chance(random, 20)) return settings;
  const narrowed = random.pick([namePlaces, nameBuckets, excludeQueue, excludeBucket])(random, world);
  const fromChange = settings.length > 1 && chance(random, 50);
  return settings.map(({ from, text }, index) => {
    if (fromChange && index === 0) return { from, text };
    return { from, text: JSON.stringify({ ...parseSettings(text), ...narrowed }) };
  });
}

type Narrowed = Partial<Pick<PlannedSettings, "buckets" | "exclude">>;

function namePlaces(_: Random, { buckets }: World): Narrowed {
  return { buckets: buckets.map(({ name, region }) => ({ name, region })) };
}

function nameBuckets(random: Random, { buckets }: World): Narrowed {
  return { buckets: [random.pick(buckets).name] };
}

function excludeQueue(random: Random, { buckets }: World): Narrowed {
  const bucket = random.pick(buckets);
  const { queueId } = random.pick(bucket.queues);
  return { exclude: [{ bucket: bucket.name, queueId, reason: "somebody else audits it" }] };
}

/** Never all of them. */
function excludeBucket(random: Random, { buckets }: World): Narrowed {
  const [bucket, other] = random.sample(buckets, 2);
  if (bucket === undefined || other === undefined) return {};
  return { exclude: [{ bucket: bucket.name, reason: "not ours" }] };
}
