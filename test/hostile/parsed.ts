/** Elements and text of a document as @rgrove/parse-xml gives it. */

import { XmlElement, XmlText } from "@rgrove/parse-xml";

export function elementsOf(at: XmlElement): readonly XmlElement[] {
  return at.children.filter((node) => node instanceof XmlElement);
}

export function ownText(at: XmlElement): string {
  return at.children.map((node) => (node instanceof XmlText ? node.text : "")).join("");
}

export function blank(content: string): boolean {
  return /^[ \t\r\n]*$/.test(content);
}
