/**
 * By how many instances nights are read, how fast all of them together, who watches them, and what goes wrong with all
 * that. Each is drawn by itself, so that a plan is the same as ever but for what it has of these.
 */

import type { Random } from "../../emulator/scenario/random.ts";
import type { Disturbance, Start } from "../plan.ts";
import { parseSettings } from "../planned-settings.ts";
import { drawFanOut, drawLostStarts, drawMaxRate, drawMishandlings, withFanOut } from "./draw-fan-out.ts";
import { drawWatch, withLooks, withWatch } from "./draw-watch.ts";
import { chance } from "./draws.ts";

interface Instances {
  readonly starts: readonly Start[];
  readonly disturbances: readonly Disturbance[];
  /** A settings file with what all this needs. */
  readonly settings: (text: string) => string;
}

interface InstancesWish {
  readonly starts: readonly Start[];
  readonly calmFrom: number;
  /** Nothing goes wrong, but that starts of shards may be lost. */
  readonly calm: boolean;
}

export function drawInstances(part: (label: string) => Random, { starts, calmFrom, calm }: InstancesWish): Instances {
  const fanOut = drawFanOut(part("fan-out"), calm ? 60 : 30);
  const shards = fanOut?.fanOut.shards ?? 0;
  const isLossy = calm && fanOut !== null && chance(part("lossy"), 50);
  const lost = isLossy ? drawLostStarts(part("lost starts"), shards) : [];
  const mishandlings = fanOut === null || calm ? lost : drawMishandlings(part("mishandlings"), shards * 3);
  const percent = isLossy ? 100 : fanOut === null ? 10 : 35;
  const watch = drawWatch(part("watchdog"), { percent, starts, killedUntil: calm ? null : calmFrom });
  const maxRate = fanOut === null ? null : drawMaxRate(part("rate"), shards);
  return {
    starts: watch === null ? starts : withLooks(starts, watch),
    disturbances: [...mishandlings, ...(watch?.kills ?? [])],
    settings(text) {
      const spread = fanOut === null ? text : withFanOut(text, fanOut);
      const watched = watch === null ? spread : withWatch(spread, watch);
      return maxRate === null ? watched : JSON.stringify({ ...parseSettings(watched), maxRate });
    },
  };
}
