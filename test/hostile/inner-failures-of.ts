/** Failures inside an Operation, as the second opinion sees them. */

import type { XmlElement } from "@rgrove/parse-xml";
import { elementsOf, ownText } from "./parsed.ts";

interface Inner {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export function innerFailuresOf(operation: XmlElement): readonly Inner[] {
  const found: Inner[] = [];
  const open: [XmlElement, string][] = [[operation, "Operation"]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [at, path] = next;
    if (path === "Operation.PosterProduction.Info") continue;
    found.push(...failureAt(at, path));
    for (const child of elementsOf(at)) open.push([child, `${path}.${child.name}`]);
  }
  return found.sort((a, b) => order(a.path, b.path) || order(a.code, b.code) || order(a.message, b.message));
}

function failureAt(at: XmlElement, path: string): readonly Inner[] {
  const first = (name: string) => {
    const child = elementsOf(at).find((each) => each.name === name);
    return child === undefined ? "" : ownText(child).trim();
  };
  const code = first("Code");
  const isBadCode = /Result$/.test(at.name) && !/^(|-|success|ok|0)$/i.test(code);
  if (first("State") === "Failed" || isBadCode) return [{ path, code, message: first("Message") }];
  const pages = first("FailPageCount");
  return Number(pages) > 0 ? [{ path, code: "FailPageCount", message: `${pages} pages failed` }] : [];
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
