/**
 * The job's own keys in its message: whole, percent-encoded, without their folders, or cut where the message ends.
 *
 * They may hold spaces, quotes and words of any language, so that their shape alone does not tell where they end. A key
 * in a URL goes with the URL.
 */

import { findUrlRuns } from "../../url-run.ts";
import { type Note, noteChange } from "../substitution.ts";

/** UTF-16 code units; the vendor allows keys of 850 bytes. */
const longestKey = 1024;

/** Without either it could be a word of the message by chance. */
const telling = /.[./]./;

/** Of a cut key so much must be there, with one of the two in it. */
const shortestCut = 6;

export function maskOwnKeys(text: string, ownKeys: readonly string[], note: Note): string {
  const keys = ownKeys.map((key) => key.slice(0, longestKey)).filter((key) => telling.test(key));
  // The longest first: one key may begin another.
  const forms = [...new Set(keys.flatMap(formsOf))].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const whole = (piece: string) => forms.reduce((masked, form) => maskForm(masked, form, note), piece);
  return outsideUrls(text, whole, (last) => whole(keys.reduce((masked, key) => maskCut(masked, key, note), last)));
}

function formsOf(key: string): readonly string[] {
  const encoded = key
    .replace(/\p{Cs}/gu, "")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  const name = key.slice(key.lastIndexOf("/") + 1);
  return [key, encoded, ...(/.{2,}\.[A-Za-z\d]{2,5}$/.test(name) ? [name] : [])];
}

/** With the slash that may stand in front of it. */
function maskForm(text: string, form: string, note: Note): string {
  const pieces = text.split(form);
  if (pieces.length > 1) note({ step: "own key", before: form, after: "<key>" });
  return pieces.join("<key>");
}

/** Behind a word's end, so that no part of the sentence goes that the key happens to begin with. */
function maskCut(text: string, key: string, note: Note): string {
  const body = text.replace(/(?:\.{3}|…)$/, "");
  for (let length = Math.min(key.length - 1, body.length); length >= shortestCut; length -= 1) {
    const start = body.length - length;
    const isCut = body.endsWith(key.slice(0, length)) && telling.test(`${key.slice(0, length)} `);
    if (!isCut || /[\p{L}\p{N}]/u.test(body.charAt(start - 1))) continue;
    const masked = noteChange(note, { step: "own key, cut", before: body.slice(start), after: "<key>" });
    return body.slice(0, start) + masked;
  }
  return text;
}

type Change = (piece: string) => string;

function outsideUrls(text: string, change: Change, changeLast: Change): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end } of findUrlRuns(text)) {
    pieces.push(change(text.slice(done, start)), text.slice(start, end));
    done = end;
  }
  return pieces.join("") + changeLast(text.slice(done));
}
