/** Masks what changes from job to job in one look from left to right. */

import { type Note, noteChange, type Substitution } from "../substitution.ts";
import { maskQuotedKey } from "../v1/mask-token.ts";
import { maskWord } from "./mask-word.ts";
import { ruleName } from "./operation-name.ts";
import { type Shape, shapes } from "./shapes.ts";

const anyShape = new RegExp(
  Object.values(shapes)
    .map((source) => `(${source})`)
    .join("|"),
  "gu",
);

const names = Object.keys(shapes) as Shape[];

export function maskShapes(text: string, note: Note): string {
  return text.replace(anyShape, (before: string, ...groups: unknown[]) => {
    const shape = names[groups.findIndex((group) => group !== undefined)] ?? "kept";
    if (shape === "quoted") return maskQuoted(before, note);
    const after = masked(shape, before);
    return after === before ? before : noteChange(note, { step: stepOf(shape, after), before, after });
  });
}

/** Quantities are one: `64 MB` and `67108864` in the same place are of one kind. */
function masked(shape: Exclude<Shape, "quoted">, before: string): string {
  if (shape === "kept" || shape === "status code") return before;
  if (shape === "word") return maskWord(before);
  return own.has(shape) ? `<${shape}>` : "<num>";
}

const own: ReadonlySet<Shape> = new Set<Shape>(["cut", "key", "time", "ip", "region"]);

/** A word is told as what it was taken for. */
function stepOf(shape: Shape, after: string): string {
  return shape === "word" ? (/^<([a-z]+)>$/.exec(after)?.[1] ?? "word") : shape;
}

/** A key may hold spaces and anything else. What is neither a key nor one mask is read as words: names tell kinds apart. */
function maskQuoted(text: string, note: Note): string {
  const content = text.slice(1, -1);
  const inner: Substitution[] = [];
  const words = maskShapes(content, (substitution) => inner.push(substitution));
  const isKey = isQuotedKey(content) && !/^<[a-z]+>$/.test(words);
  if (!isKey) for (const each of inner) note(each);
  const after = isKey ? noteChange(note, { step: "key", before: content, after: "<key>" }) : words;
  return text.charAt(0) + after + text.slice(-1);
}

function isQuotedKey(content: string): boolean {
  const mask = ruleName(content) === null ? maskQuotedKey(content) : null;
  return mask !== null && (mask.startsWith("<key.") || /[/\\]/.test(content));
}
