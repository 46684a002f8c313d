/** Where alerts go: one address of one kind. */

import type { SinkMessage } from "../core/alerts/sink-message.ts";

export interface AlertSink {
  /** As the settings name it. */
  readonly name: string;
  /**
   * Sends the message, in as many requests as the sink's limits ask for, and tries again what may pass. Sending twice is
   * harmless where the receiver heeds the message's id. Throws `SinkError`, whose `retryable` says whether a later run may
   * do better; it names the sink and no part of its address.
   */
  send(message: SinkMessage, signal: AbortSignal): Promise<void>;
}
