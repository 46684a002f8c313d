/** What a test comes to, in one word. */

import type { RateVerdict } from "../schema/rate-test.ts";
import type { Assessment } from "./assess.ts";
import type { Outcome } from "./outcome.ts";

/** With fewer failures expected, a threefold rise in one night is as good as invisible. */
const minExpected = 5;

export function verdictOf({ stratum, baseline, test }: Assessment, outcome: Outcome | null): RateVerdict {
  if (!stratum.complete) return "incomplete";
  if (baseline.nights.length === 0) return "no-history";
  if (test === null || outcome === null) return "quiet";
  if (outcome.alert) return "spike";
  if (outcome.significant) return "below-floor";
  if (stratum.now.failed === 0 && baseline.failed === 0) return "quiet";
  if (test.effect.expected < minExpected) return "too-few";
  return test.effect.excess > 0 ? "not-significant" : "quiet";
}
