/**
 * A generic webhook for programs: a CloudEvents 1.0 event in structured mode, signed as Standard Webhooks describes.
 *
 * Both ids are the message's: a receiver that keeps them takes a message once, however often it comes.
 */

import { createHmac } from "node:crypto";
import type { AlertItem, AlertMessage, Language } from "../../core/alerts/alert-message.ts";
import { cardOf, isWatchMessage } from "../../core/alerts/sink-message.ts";
import type { WatchMessage } from "../../core/watch/watch-message.ts";
import { judgeStatus } from "./judge-answer.ts";
import type { SinkKind, Unsigned } from "./sink-kind.ts";

/** What every consumer of CloudEvents should take (specification 1.0, "Size Limits"). */
const maxBytes = 64 << 10;
/** Of one text of an item: longer than any name or key, and few of an item are as long. */
const maxChars = 2_000;

export const webhook: SinkKind = {
  spacingMs: 0,
  secretProblem: (secret) => (keyOf(secret) === null ? "expected whsec_ and 24 to 64 bytes as Base64" : null),
  write: (message, language) =>
    isWatchMessage(message)
      ? watchEventOf(message, language)
      : eventOf(message, fittingItems(message, language), language),
  sign: (unsigned) => ({ url: unsigned.url, body: unsigned.body, headers: headersOf(unsigned) }),
  judge: judgeStatus,
};

/** The first ones, as many as fit; one at least, as a message without any says nothing. */
function fittingItems(message: AlertMessage, language: Language): readonly AlertItem[] {
  let bytes = Buffer.byteLength(eventOf(message, [], language));
  const items = message.items.map(shortened);
  const tooMany = items.findIndex((item, index) => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    return index > 0 && bytes > maxBytes;
  });
  return tooMany === -1 ? items : items.slice(0, tooMany);
}

/** With the beginning of texts that are so long that an event of this item alone might not fit. */
function shortened(item: AlertItem): AlertItem {
  const short = (_name: string, value: unknown) =>
    typeof value === "string" && value.length > maxChars ? `${value.slice(0, maxChars)}…` : value;
  return JSON.parse(JSON.stringify(item), short);
}

function eventOf(message: AlertMessage, items: readonly AlertItem[], language: Language): string {
  const { id, at, sample, night, status, commit, page, severity, headline } = message;
  return JSON.stringify({
    specversion: "1.0",
    id,
    source: `/job-audit/${night.family}`,
    type: "job-audit.incidents.v1",
    subject: night.date,
    time: new Date(at).toISOString(),
    datacontenttype: "application/json",
    data: {
      schema: "job-audit/alert/v1",
      sample,
      title: cardOf(message, language).title,
      family: night.family,
      night: night.date,
      status,
      commit,
      page,
      severity,
      headline,
      items,
      more: message.items.length - items.length,
    },
  });
}

/** A night has a handful of troubles at most, each of short texts. */
function watchEventOf(message: WatchMessage, language: Language): string {
  const { id, at, night, timeZone, severity, news } = message;
  const title = cardOf(message, language).title;
  const data = {
    schema: "job-audit/watch/v1",
    title,
    family: night.family,
    night: night.date,
    timeZone,
    severity,
    news,
  };
  return JSON.stringify({
    specversion: "1.0",
    id,
    source: `/job-audit/${night.family}`,
    type: "job-audit.watch.v1",
    subject: night.date,
    time: new Date(at).toISOString(),
    datacontenttype: "application/json",
    data,
  });
}

function headersOf({ id, body, nowMs, secret }: Unsigned): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const key = secret === null ? null : keyOf(secret);
  const plain = {
    "content-type": "application/cloudevents+json; charset=utf-8",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
  };
  if (key === null) return plain;
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { ...plain, "webhook-signature": `v1,${signature}` };
}

/** Null: not as the specification has secrets ("Signature scheme"). */
function keyOf(secret: string): Buffer | null {
  const text = secret.replace(/^whsec_/, "");
  const key = Buffer.from(text, "base64");
  const isWhole = key.toString("base64").replace(/=+$/, "") === text.replace(/=+$/, "");
  return isWhole && key.length >= 24 && key.length <= 64 ? key : null;
}
