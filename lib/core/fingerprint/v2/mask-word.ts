/**
 * What one word of a message is: an id, an object key, a host, an operation's rule, a number, or a word that tells kinds
 * apart.
 *
 * A word is only masked where its shape says that it changes from job to job; two kinds in one group hide each other.
 */

import { maskToken } from "../v1/mask-token.ts";
import { isKnownWord } from "./known-words.ts";
import { ruleName } from "./operation-name.ts";

export function maskWord(word: string): string {
  const rule = ruleName(word);
  if (rule !== null) return rule;
  if (word.includes("<")) return maskAround(word);
  if (isKnownWord(word)) return word;
  const whole = maskToken(word).replace(/<key\.\w+>/, "<key>");
  if (/^<(?:id|num)>=*$/.test(whole)) return maskId(word);
  if (whole.startsWith("<") && !whole.startsWith("<num>")) return whole;
  return /\d/.test(word) ? maskParts(word) : word;
}

/** A bucket or a slash in front of a key is one with the key. */
function maskAround(word: string): string {
  return maskNumbers(word.replace(/^(?:[a-z0-9][a-z0-9-]*-\d{8,12})?\/?(?=<key>)/, ""));
}

const plainWord = /^(?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|[A-Z]{2,})$/;
const longestWord = 15;
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A word in front of an id is the id's kind and stays: `tmp-9f1c2d3e4b5a6978`. */
function maskId(word: string): string {
  const parts = word.split(/(?<=[-_])/);
  const first = uuid.test(word) ? 0 : parts.findIndex((part) => !isPlain(part.replace(/[-_]$/, "")));
  if (first > 0) return `${parts.slice(0, first).join("")}<num>`;
  return word.length < 16 ? "<num>" : "<id>";
}

function isPlain(part: string): boolean {
  return part.length <= longestWord && (plainWord.test(part) || isKnownWord(part));
}

const hexId = /^(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}$/i;

/** A word with an id as one of its parts is masked from there on, another number by number. */
function maskParts(word: string): string {
  return word.split(/[-_]/).some((part) => hexId.test(part)) ? maskId(word) : maskNumbers(word);
}

const alphanumerics = /<[a-z-]+>|^[-+](?=\d)|[A-Za-z\d]+(?:\.\d+)*/g;

function maskNumbers(word: string): string {
  return word.replace(alphanumerics, (run) => {
    if (run.startsWith("<") || isKnownWord(run)) return run;
    return /^[-+]$/.test(run) ? "" : run.replace(/\d+(?:\.\d+)*/g, "<num>");
  });
}
