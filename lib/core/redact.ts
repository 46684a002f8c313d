/**
 * Redaction of text that came from outside: callback addresses and presigned links hold secrets.
 *
 * URLs lose user-info, query and fragment, other text the values of what looks like a signed request's parameters;
 * a short hash of what was cut stays. Redacting twice is redacting once, and takes time linear in the text.
 */

import { cutMark } from "./cut-mark.ts";
import { cutUrl } from "./cut-url.ts";
import type { Tree } from "./job.ts";
import { cutSecretFragments, isSecretName } from "./secret-fragment.ts";
import { findUrlRuns } from "./url-run.ts";

export function redactText(text: string): string {
  return /[:=%>]/.test(text) ? cutSecretFragments(cutUrls(text)) : text;
}

/** Every text in the tree, whatever its depth; what stands under a secret's name goes whole. */
export function redactTree(tree: Tree): Tree {
  if (typeof tree === "string") return redactText(tree);
  if (isList(tree)) return tree.map(redactTree);
  return Object.fromEntries(Object.entries(tree).map(([name, child]) => [name, redactNamed(name, child)]));
}

function isList(tree: Exclude<Tree, string>): tree is readonly Tree[] {
  return Array.isArray(tree);
}

function redactNamed(name: string, child: Tree): Tree {
  return typeof child === "string" && child !== "" && isSecretName(name) ? cutMark(child) : redactTree(child);
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
