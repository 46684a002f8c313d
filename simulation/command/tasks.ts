/** What a worker is told to do, and what it tells of it. */

import type { SimulationPlan } from "../plan.ts";
import type { Violation } from "../played.ts";

export type Task =
  /** `count` seeds from `from` on, every `step`th. */
  | { readonly kind: "seeds"; readonly from: number; readonly step: number; readonly count: number }
  | { readonly kind: "plan"; readonly file: string }
  | { readonly kind: "shrink"; readonly seed: number; readonly promise: Violation["promise"] };

export type Told =
  | { readonly kind: "played"; readonly seed: number; readonly outcome: PlayedSeed }
  | {
      readonly kind: "shrunk";
      readonly original: SimulationPlan;
      readonly plan: SimulationPlan;
      readonly plays: number;
    };

export interface PlayedSeed {
  readonly violations: readonly Violation[];
  readonly exchanges: number;
  readonly fired: Readonly<Record<string, number>>;
  readonly digest: string;
}
