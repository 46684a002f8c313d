/**
 * A message without what changes from job to job: the text that failures of one kind share.
 *
 * Normalising twice is normalising once; it takes time linear in the text, and of a long text only the beginning counts.
 */

import { redactText } from "../../redact.ts";
import { findUrlRuns } from "../../url-run.ts";
import { maskAround, maskQuotedKey, maskSource, maskToken } from "./mask-token.ts";
import { shapeSources } from "./message-shapes.ts";

/** UTF-16 code units. */
const maxInput = 4096;
const maxOutput = 512;

/**
 * `ownKeys`: object keys of the job itself. They may hold spaces, quotes and words of any language, so that their shape
 * alone does not tell where they end.
 */
// Stryker disable next-line ArrayDeclaration: a text without slash and dot is not looked for.
export function normaliseMessage(message: string, ownKeys: readonly string[] = []): string {
  const text = outsideUrls(message.slice(0, maxInput), (piece) => maskOwnKeys(piece, ownKeys));
  return shorten(maskShapes(maskUrls(redactText(clean(text)))));
}

/** Changes what is no URL: a key in a URL goes with the URL. */
function outsideUrls(text: string, change: (piece: string) => string): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end } of findUrlRuns(text)) {
    pieces.push(change(text.slice(done, start)), text.slice(start, end));
    done = end;
  }
  return pieces.join("") + change(text.slice(done));
}

/** A key without either could be a word of the message by chance. */
const telling = /.[./]./;

/** The longest first: one key may begin another. */
function maskOwnKeys(text: string, ownKeys: readonly string[]): string {
  const keys = ownKeys.filter((key) => telling.test(key)).sort((a, b) => b.length - a.length);
  return keys.reduce((masked, key) => masked.replaceAll(key, "<key>"), text);
}

const escapeCharacter = String.fromCharCode(27);
const terminalCodes = new RegExp(`${escapeCharacter}(?:\\[[0-?]*[ -/]*[@-~]|[@-Z\\\\-_])`, "g");

/** Full-width forms become plain, with the space that plain punctuation has behind it; control characters, invisible ones and combining marks go. */
function clean(text: string): string {
  return text
    .replace(terminalCodes, "")
    .replace(/[，：；！？]/g, "$& ")
    .normalize("NFKC")
    .replace(/[\p{M}\p{Cf}\p{Cs}]/gu, "")
    .normalize("NFKC")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

function maskUrls(text: string): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, authority, end } of findUrlRuns(text)) {
    if (authority === end) continue;
    pieces.push(text.slice(done, schemeStart(text, done, start)), "<url>");
    done = end;
  }
  return pieces.join("") + text.slice(done);
}

const longestScheme = 32;

function schemeStart(text: string, from: number, opener: number): number {
  const earliest = Math.max(from, opener - longestScheme);
  return earliest + text.slice(earliest, opener).search(/[A-Za-z0-9+.-]*$/);
}

const tokenCharacter = "[\\w./\\\\%+~@#$\\u00C0-\\u024F-]";
const quotes = [`""`, "''", "``", "“”", "‘’", "「」", "『』", "《》"];
const notQuote = `[^${quotes.join("")}]`;

const shapes = {
  kept: `${maskSource}(?!${tokenCharacter}|${maskSource})`,
  cut: "\\[cut:[0-9a-f]{12}\\]",
  quoted: quotes.map((pair) => `(?<!${tokenCharacter}|>)${pair.charAt(0)}${notQuote}+${pair.charAt(1)}`).join("|"),
  ...shapeSources,
  token: `(?:${tokenCharacter}|${maskSource})+(?:={1,2}(?![\\w=]))?`,
} as const;

const anyShape = new RegExp(
  Object.entries(shapes)
    .map(([kind, source]) => `(?<${kind}>${source})`)
    .join("|"),
  "g",
);

function maskShapes(text: string): string {
  return text.replace(anyShape, (...found) => {
    const groups: Record<string, string | undefined> = found.at(-1);
    const kind = Object.keys(shapes).find((name) => groups[name] !== undefined);
    // Stryker disable next-line StringLiteral: one of them matched.
    return maskShape(kind ?? "kept", String(found[0]));
  });
}

function maskShape(kind: string, text: string): string {
  if (kind === "kept") return text;
  if (kind === "quoted") return maskQuoted(text);
  if (kind === "token") return text.includes("<") ? maskAround(text) : maskToken(text);
  return `<${kind}>`;
}

function maskQuoted(text: string): string {
  const content = text.slice(1, -1);
  return text.charAt(0) + (maskQuotedKey(content) ?? maskShapes(content)) + text.slice(-1);
}

const lastWhole = /(?:[^\w./\\%+~@#$\u00C0-\u024F<-])[\w./\\%+~@#$\u00C0-\u024F<-]*$/;

/** Ends where no word and no mask is cut in two: half of one could look like something else. */
function shorten(text: string): string {
  if (text.length <= maxOutput) return text;
  const head = text.slice(0, maxOutput).replace(/[\uD800-\uDBFF]$/, "");
  return head.slice(0, head.search(lastWhole) + 1).trim();
}
