/** A sink that can be tried out: what would go there, what is wrong with its variables, and what it answers. */

import type { SinkMessage } from "../core/alerts/sink-message.ts";
import type { SinkType } from "../core/alerts/sink-place.ts";
import type { Severity } from "../core/schema/signals.ts";
import type { AlertSink } from "./alert-sink.ts";

export interface TriableSink extends AlertSink {
  readonly type: SinkType;
  /** What is less severe is not for it: whoever makes its messages leaves that out. */
  readonly severity: Severity;
  /** What is wrong with the environment variables that the settings name for it; none: nothing. No value is in it. */
  problems(): readonly string[];
  /** The body that would be sent, without a signature. */
  preview(message: SinkMessage): string;
  /** As `send` does, and tells in words what was answered. */
  deliver(message: SinkMessage, signal: AbortSignal): Promise<string>;
}
