/** Outcomes: which of a night's tests are alerts, after the correction for there being many. */

import { benjaminiHochberg, benjaminiYekutieli } from "../stats/false-discovery.ts";
import type { Assessment } from "./assess.ts";
import type { RateOptions } from "./stratum.ts";

export interface Outcome {
  readonly p: number;
  readonly q: number;
  /** By chance alone it would hardly be so; or it is told whatever chance says. */
  readonly significant: boolean;
  /** Significant, and large enough to matter. */
  readonly alert: boolean;
}

/** In the order of `assessments`; null where nothing was tested. */
export function outcomesOf(assessments: readonly Assessment[], options: RateOptions): readonly (Outcome | null)[] {
  const ps = assessments.map(({ test }) => (test === null ? null : test.p()));
  const correct = options.dependent === true ? benjaminiYekutieli : benjaminiHochberg;
  const qs = correct([...ps.filter((p) => p !== null), ...(options.otherTests ?? [])], options.passedOver).values();
  return assessments.map(({ test }, index) => {
    const p = ps[index] ?? null;
    if (test === null || p === null) return null;
    const q = qs.next().value ?? 1;
    const significant = test.certain || q <= alphaOf(options);
    return { p, q, significant, alert: significant && test.effect.enough };
  });
}

export function alphaOf({ falseDiscoveryRate = 0.05 }: Pick<RateOptions, "falseDiscoveryRate">): number {
  return falseDiscoveryRate;
}
