/**
 * Redaction of text that came from outside: callback addresses and presigned links hold secrets.
 *
 * Secret ids and tokens go wherever they stand, URLs lose user-info, query and fragment, other text the values of what
 * looks like a signed request's parameters; a short hash of what was cut stays. Redacting twice is redacting once, and
 * takes time linear in the text.
 */

import { cutMark } from "./cut-mark.ts";
import { cutUrl } from "./cut-url.ts";
import type { Tree } from "./job.ts";
import { cutBareSecrets, cutSecretFragments, isSecretName } from "./secret-fragment.ts";
import { findUrlRuns } from "./url-run.ts";

export function redactText(text: string): string {
  // First, so that what is cut around a mark is the same the second time.
  const rest = cutBareSecrets(text);
  // Stryker disable next-line Regex: saves looking for what cannot be there.
  return /[:=%>]/.test(rest) ? cutSecretFragments(cutUrls(rest)) : rest;
}

/** Every text in the tree, whatever its depth; what stands under a secret's name goes, be it one text or many. */
export function redactTree(tree: Tree): Tree {
  if (typeof tree === "string") return redactText(tree);
  if (isList(tree)) return tree.map(redactTree);
  return Object.fromEntries(Object.entries(tree).map(([name, child]) => [name, redactNamed(name, child)]));
}

function isList(tree: Exclude<Tree, string>): tree is readonly Tree[] {
  return Array.isArray(tree);
}

function redactNamed(name: string, child: Tree): Tree {
  return isSecretName(name) ? cutTexts(child) : redactTree(child);
}

function cutTexts(tree: Tree): Tree {
  if (typeof tree === "string") return tree === "" ? "" : cutMark(tree);
  if (isList(tree)) return tree.map(cutTexts);
  return Object.fromEntries(Object.entries(tree).map(([name, child]) => [name, cutTexts(child)]));
}

function cutUrls(text: string): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end } of findUrlRuns(text)) {
    pieces.push(text.slice(done, start), cutUrl(text.slice(start, end)));
    done = end;
  }
  return pieces.join("") + text.slice(done);
}
