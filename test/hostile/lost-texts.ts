/** What a job's element says and the job that was made of it does not. */

import type { XmlElement } from "@rgrove/parse-xml";
import type { Job } from "../../lib/core/job.ts";
import { blank, elementsOf, ownText } from "./parsed.ts";

/** Times are kept as numbers; how many pages failed is said in words. */
const converted = /Time$|^FailPageCount$/;

export function lostTexts(element: XmlElement, job: Job | undefined): readonly string[] {
  const kept = textsIn(job);
  return textsOf(element).filter((text) => !kept.some((each) => each.includes(text)));
}

function textsOf(element: XmlElement): readonly string[] {
  const own = ownText(element);
  const below = elementsOf(element).flatMap((child) => (converted.test(child.name) ? [] : textsOf(child)));
  return blank(own) || own.trim() === "" ? below : [own.trim(), ...below];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
