/** The band that 95 nights in 100 stay in when nothing changed, in failures. */

import { upperQuantile } from "../stats/quantile.ts";
import { lawOf, type Prediction } from "./prediction.ts";

export interface Band {
  readonly low: number;
  readonly high: number;
}

export function expectedBand(prediction: Prediction): Band {
  const law = lawOf(prediction);
  return { low: upperQuantile(law, 0.975), high: upperQuantile(law, 0.025) };
}
