/**
 * Failures inside a job's Operation, which a job's own Success can hide.
 *
 * An element of Operation, at any depth, has failed when, in this order:
 * 1. its State is `Failed` (DigitalWatermark, in the Go SDK's example of a job in state Success);
 * 2. its name ends in `Result` and its Code is a word other than Success, OK or 0 (ImageInspectResult and
 *    AutoProcessResult on the vendor's page about image inspection callbacks). Elsewhere a Code may mean anything;
 * 3. its FailPageCount is above 0 (DocProcessResult, on the vendor's pages about document preview jobs).
 * PosterProduction.Info is passed over: its element names are the user's own.
 */

import type { InnerFailure } from "../../core/job.ts";
import { compareText } from "../../core/order.ts";
import type { XmlElement } from "./xml-element.ts";

const successCodes: ReadonlySet<string> = new Set(["", "-", "success", "ok", "0"]);

/** In order of path, whatever the order of elements. */
export function findInnerFailures(operation: XmlElement | null): readonly InnerFailure[] {
  const found: InnerFailure[] = [];
  if (operation !== null) search(operation, "Operation", found);
  return found.sort(compareFailures);
}

/** An element without children says nothing of itself: what it failed with would be in them. */
function search(element: XmlElement, path: string, found: InnerFailure[]): void {
  if (path === "Operation.PosterProduction.Info") return;
  const own = judge(element, path);
  if (own !== null) found.push(own);
  for (const child of element.children) {
    if (child.children.length > 0) search(child, `${path}.${child.name}`, found);
  }
}

function judge(element: XmlElement, path: string): InnerFailure | null {
  const { State: state, Code: code, Message: message, FailPageCount: pages } = firstTexts(element);
  if (state === "Failed") return { path, code, message };
  if (element.name.endsWith("Result") && !successCodes.has(code.toLowerCase())) return { path, code, message };
  return Number(pages) > 0 ? { path, code: "FailPageCount", message: `${pages} pages failed` } : null;
}

const telling = ["State", "Code", "Message", "FailPageCount"] as const;

/** Empty where there is none. */
function firstTexts(element: XmlElement): Record<(typeof telling)[number], string> {
  const texts = { State: "", Code: "", Message: "", FailPageCount: "" };
  const { children } = element;
  for (const name of telling) {
    for (let index = 0; index < children.length; index += 1) {
      const child = children[index];
      if (child?.name !== name) continue;
      texts[name] = child.text.trim();
      break;
    }
  }
  return texts;
}

function compareFailures(a: InnerFailure, b: InnerFailure): number {
  return compareText(a.path, b.path) || compareText(a.code, b.code) || compareText(a.message, b.message);
}
