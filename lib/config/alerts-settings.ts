/** Who is told of what got worse, how often and in which words. */

import type { Language } from "../core/alerts/alert-message.ts";
import type { Silence } from "../core/alerts/silence.ts";
import type { SinkPlace } from "../core/alerts/sink-place.ts";
import type { AlertsFile } from "./alerts-schema.ts";

export interface AlertsSettings {
  /** Of sinks that say nothing else. */
  readonly language: Language;
  /** After how many nights an open incident is told of again. */
  readonly repeatNights: number;
  /** Failure codes that are told of however few jobs have them. */
  readonly alwaysAlert: readonly string[];
  /** Where people find what lies in the report, without a slash at its end; null: nowhere. */
  readonly pageBase: string | null;
  /** No two of one name. */
  readonly sinks: readonly SinkPlace[];
  readonly silences: readonly Silence[];
}

export function toAlerts({ sinks, pageBase, ...same }: AlertsFile): AlertsSettings {
  const places = sinks.map(({ secretFrom, language, ...sink }) => ({
    ...sink,
    secretFrom: secretFrom ?? null,
    language: language ?? same.language,
  }));
  return { ...same, pageBase: pageBase ?? null, sinks: places };
}
