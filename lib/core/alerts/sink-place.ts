/** A sink as the settings name it. Its address and its secret stand in the environment, under the names given here. */

import type { Severity } from "../schema/signals.ts";
import type { Language } from "./alert-message.ts";

export const sinkTypes = ["webhook", "wecom", "dingtalk", "feishu", "slack"] as const;
export type SinkType = (typeof sinkTypes)[number];

export const languages = ["en", "zh"] as const satisfies readonly Language[];

export interface SinkPlace {
  readonly name: string;
  readonly type: SinkType;
  /** Name of the variable that holds the address, which is a secret by itself for most kinds. */
  readonly urlFrom: string;
  /** Name of the variable that holds the secret to sign with; null: messages are not signed. */
  readonly secretFrom: string | null;
  /** What is less severe is not sent there. */
  readonly severity: Severity;
  readonly language: Language;
  /** Whether the address may lie in a private network, and begin with `http:`. */
  readonly allowPrivate: boolean;
}
