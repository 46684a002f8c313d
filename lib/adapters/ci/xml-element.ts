/**
 * XML as the decoders see it: names, text and children.
 *
 * Attributes, comments and processing instructions are gone: no page of the job services gives them a meaning.
 */

import { ProtocolError } from "../../core/errors.ts";

export interface XmlElement {
  readonly name: string;
  /** Its own text, CDATA included; empty when that is only the white space between children. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

export function isBlank(text: string): boolean {
  // Stryker disable next-line ConditionalExpression: nearly every text begins with a letter, and needs no more.
  return text.charCodeAt(0) > space ? false : !/[^ \t\r\n]/.test(text);
}

const space = 0x20;

export function childrenNamed(parent: XmlElement, name: string): readonly XmlElement[] {
  return parent.children.filter((child) => child.name === name);
}

/** Null when there is none; throws `ProtocolError` when there are several, since no one of them is right. */
export function onlyChild(parent: XmlElement, name: string): XmlElement | null {
  let found: XmlElement | null = null;
  for (const child of parent.children) {
    if (child.name !== name) continue;
    if (found !== null) throw new ProtocolError(`Cannot read ${parent.name}: it holds more than one ${name}.`);
    found = child;
  }
  return found;
}

/** Without surrounding white space; null when missing or empty. Throws `ProtocolError` on several, or on elements. */
export function childText(parent: XmlElement, name: string): string | null {
  const child = onlyChild(parent, name);
  if (child !== null && child.children.length > 0) {
    throw new ProtocolError(`Cannot read ${parent.name}: its ${name} holds elements, not text.`);
  }
  return child?.text.trim() || null;
}
