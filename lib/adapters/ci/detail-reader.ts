/**
 * Reads fields out of a job and remembers which elements it made use of, so that the others can be kept as they came.
 *
 * A field that is repeated, or holds elements where text is due, is not read: it is one of the others.
 */

import type { ObjectRef } from "../../core/job.ts";
import { readTime } from "./child-values.ts";
import { isBlank, type XmlElement } from "./xml-element.ts";

export interface DetailReader {
  /** As it stands; null when missing or blank. */
  text(parent: XmlElement | null, ...names: readonly string[]): string | null;
  /** The same without surrounding white space, of the first of `names` that has any. */
  word(parent: XmlElement | null, ...names: readonly string[]): string | null;
  /** Null, too, for what cannot be read, which is then kept. Epoch milliseconds. */
  time(parent: XmlElement, name: string): number | null;
  /** The only child of that name. */
  container(parent: XmlElement | null, name: string): XmlElement | null;
  /** A container of bucket, region and object; null when it tells none of them. */
  objectRef(parent: XmlElement | null, name: string): ObjectRef | null;
  readonly used: ReadonlySet<XmlElement>;
}

export function createDetailReader(): DetailReader {
  const used = new Set<XmlElement>();

  function leaf(parent: XmlElement | null, name: string): XmlElement | null {
    const child = only(parent, name);
    return child === null || child.children.length > 0 ? null : child;
  }

  const reader: DetailReader = {
    used,
    text(parent, ...names) {
      for (const name of names) {
        const child = leaf(parent, name);
        if (child !== null) used.add(child);
        if (child !== null && !isBlank(child.text)) return child.text;
      }
      return null;
    },
    word: (parent, ...names) => reader.text(parent, ...names)?.trim() || null,
    time(parent, name) {
      const child = leaf(parent, name);
      const ms = readTime(child?.text ?? "");
      if (child !== null && ms !== undefined) used.add(child);
      return ms ?? null;
    },
    container(parent, name) {
      const child = only(parent, name);
      if (child !== null && (child.children.length > 0 || isBlank(child.text))) used.add(child);
      return child;
    },
    objectRef(parent, name) {
      const holder = reader.container(parent, name);
      const bucket = reader.word(holder, "BucketId", "Bucket");
      const region = reader.word(holder, "Region");
      const object = reader.text(holder, "Object");
      return bucket === null && region === null && object === null ? null : { bucket, region, object };
    },
  };
  return reader;
}

/** Null when there are several. */
function only(parent: XmlElement | null, name: string): XmlElement | null {
  let found: XmlElement | null = null;
  for (const child of parent?.children ?? []) {
    if (child.name !== name) continue;
    if (found !== null) return null;
    found = child;
  }
  return found;
}
