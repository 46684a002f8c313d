/** A sink, and what is worth sending there. */

import type { Severity } from "../../core/schema/signals.ts";
import type { AlertSink } from "../../ports/alert-sink.ts";

export interface Recipient {
  readonly sink: AlertSink;
  /** What is less severe is not sent. */
  readonly severity: Severity;
}
