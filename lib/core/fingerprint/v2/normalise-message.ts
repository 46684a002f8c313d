/**
 * A message without what changes from job to job: the text that failures of one kind share.
 *
 * It takes time linear in the text, and of a long text only the beginning counts. Every substitution is told by the
 * code that makes it.
 */

import { redactText } from "../../redact.ts";
import type { TextMemory } from "../../text-memory.ts";
import { findUrlRuns } from "../../url-run.ts";
import { plainText } from "../plain-text.ts";
import { type Note, noteChange } from "../substitution.ts";
import { maskShapes } from "./mask-shapes.ts";
import { maskOwnKeys } from "./own-keys.ts";
import { tidyText } from "./tidy-text.ts";

/** UTF-16 code units. */
const maxInput = 4096;
const maxOutput = 512;

export interface NormaliseOptions {
  readonly ownKeys: readonly string[];
  /** Where there is one: what is left of a message without the job's own keys is often what was left of another. */
  readonly memory?: TextMemory;
  /** What rules of the settings change, before anything is masked but the job's own keys. */
  readonly applyMasks: (text: string, note: Note) => string;
  readonly note: Note;
}

export function normaliseMessage(message: string, { ownKeys, memory, ...options }: NormaliseOptions): string {
  const bare = maskOwnKeys(message.slice(0, maxInput), ownKeys, options.note);
  const normalise = () => normaliseBare(bare, options);
  return memory === undefined ? normalise() : memory.recall(bare, normalise);
}

/** `text` is without the job's own keys. */
function normaliseBare(text: string, { applyMasks, note }: Pick<NormaliseOptions, "applyMasks" | "note">): string {
  const readable = readableText(text, note);
  const bare = maskUrls(unescapeQuotes(applyMasks(readable, note), note), note);
  const masked = maskShapes(bare, note);
  const tidy = noteChange(note, { step: "tidy", before: masked, after: tidyText(masked) });
  return noteChange(note, { step: "length", before: tidy, after: shorten(tidy) });
}

/** As the report shows it, in plain characters: what `split` and `merge` of rules look at. */
export function readableText(text: string, note: Note): string {
  const start = text.slice(0, maxInput);
  // One character may stand for eighteen.
  const plain = noteChange(note, { step: "plain text", before: start, after: plainText(start).slice(0, maxInput) });
  return noteChange(note, { step: "secret", before: plain, after: redactText(plain) });
}

/** Of JSON inside of JSON. */
function unescapeQuotes(text: string, note: Note): string {
  return noteChange(note, { step: "escape", before: text, after: text.replace(/\\+(?=["'/])/g, "") });
}

function maskUrls(text: string, note: Note): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, authority, end } of findUrlRuns(text)) {
    if (authority === end) continue;
    const from = schemeStart(text, done, start);
    pieces.push(
      text.slice(done, from),
      noteChange(note, { step: "url", before: text.slice(from, end), after: "<url>" }),
    );
    done = end;
  }
  return pieces.join("") + text.slice(done);
}

const longestScheme = 32;

function schemeStart(text: string, from: number, opener: number): number {
  const earliest = Math.max(from, opener - longestScheme);
  return earliest + text.slice(earliest, opener).search(/[A-Za-z0-9+.-]*$/);
}

/** Ends where no mask is cut in two: half of one could look like something else. */
function shorten(text: string): string {
  if (text.length <= maxOutput) return text;
  const head = text.slice(0, maxOutput).replace(/[\uD800-\uDBFF]$/, "");
  return head.replace(/<[a-z-]{0,23}$/, "").trim();
}
