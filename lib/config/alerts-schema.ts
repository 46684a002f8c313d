/** The settings file's keys under `alerts`, as people write them; `alerts-settings.ts` turns them into what is used. */

import * as z from "zod";
import { silenceKeys } from "../core/alerts/silence.ts";
import { languages, sinkTypes } from "../core/alerts/sink-place.ts";
import { alertRules, severities } from "../core/schema/signals.ts";
import { distinct, mapping, publicBase, shaped, variableName, wholeNumber } from "./setting-values.ts";

const language = z.enum(languages, `one of ${languages.join(", ")}`);
const words = shaped(/\S/, "text");

/** The address is the secret there: their vendors know no signature. */
const unsigned: readonly string[] = ["wecom", "slack"];

const sinkKeys = "{ name, type, urlFrom } with secretFrom, severity, language, allowPrivate";
const sink = mapping(
  {
    name: shaped(/^[A-Za-z0-9][\w.-]{0,63}$/, "a name such as ops: letters, digits, . _ -"),
    type: z.enum(sinkTypes, `one of ${sinkTypes.join(", ")}`),
    urlFrom: variableName,
    secretFrom: variableName.optional(),
    severity: z.enum(severities, `one of ${severities.join(", ")}`).default("warning"),
    language: language.optional(),
    allowPrivate: z.boolean("true or false").default(false),
  },
  sinkKeys,
).refine(({ type, secretFrom }) => secretFrom === undefined || !unsigned.includes(type), {
  path: ["secretFrom"],
  error: "none: wecom and slack do not sign, their address is the secret",
});

const matchKeys = `at least one of ${silenceKeys.join(", ")}`;
const match = mapping(
  {
    rule: z.enum(alertRules, `one of ${alertRules.join(", ")}`).optional(),
    bucket: words.optional(),
    queueId: words.optional(),
    tag: words.optional(),
    fingerprint: words.optional(),
    code: words.optional(),
  },
  matchKeys,
).refine((keys) => Object.keys(keys).length > 0, matchKeys);

const silence = mapping(
  {
    match,
    reason: shaped(/\S/, "the reason, in words"),
    owner: shaped(/\S/, "who answers for it"),
    until: z.iso.date("a date such as 2026-12-31, the last night that is silenced"),
  },
  "{ match, reason, owner, until }",
);

const sinkList = `a list of ${sinkKeys}`;

export const alertsSchema = mapping(
  {
    language: language.default("en"),
    repeatNights: wholeNumber(1, 366).default(7),
    alwaysAlert: distinct(words, "a list of failure codes such as [InputFileNotFound]").default([]),
    pageBase: publicBase.optional(),
    sinks: z
      .array(sink, sinkList)
      .refine((sinks) => new Set(sinks.map(({ name }) => name)).size === sinks.length, `${sinkList}, each name once`)
      .default([]),
    silences: distinct(silence, "a list of { match, reason, owner, until }").default([]),
  },
  "a mapping with language, repeatNights, alwaysAlert, pageBase, sinks and silences",
);

export type AlertsFile = z.output<typeof alertsSchema>;
