/**
 * What three XML libraries make of the same bytes, in one shape: the tree, or null for a refusal.
 *
 * Each opinion also holds to the two rules that are ours, not XML's: UTF-8 only, and no DOCTYPE.
 */

import { isUtf8 } from "node:buffer";
import {
  type XmlElement as ParsedElement,
  XmlElement as ParsedElementClass,
  parseXml,
  XmlText,
} from "@rgrove/parse-xml";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { SaxesParser } from "saxes";
import { readXml } from "../../../lib/adapters/ci/read-xml.ts";
import type { XmlElement } from "../../../lib/adapters/ci/xml-element.ts";
import { ProtocolError } from "../../../lib/core/errors.ts";

export function ourOpinion(bytes: Uint8Array): XmlElement | null {
  try {
    return readXml(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** Acceptance only. */
export function saxesAccepts(bytes: Uint8Array): boolean {
  if (!isUtf8(bytes)) return false;
  let problems = 0;
  const parser = new SaxesParser();
  parser.on("error", () => {
    problems += 1;
  });
  parser.on("doctype", () => {
    problems += 1;
  });
  parser.write(Buffer.from(bytes).toString("utf8")).close();
  return problems === 0;
}

export function parseXmlOpinion(bytes: Uint8Array): XmlElement | null {
  if (!isUtf8(bytes)) return null;
  try {
    const document = parseXml(Buffer.from(bytes).toString("utf8"), { preserveDocumentType: true });
    const hasDoctype = document.children.some((node) => node.type === "doctype");
    return document.root === null || hasDoctype ? null : fromParsed(document.root);
  } catch {
    return null;
  }
}

function fromParsed(element: ParsedElement): XmlElement {
  const children = element.children.flatMap((node) => (node instanceof ParsedElementClass ? [fromParsed(node)] : []));
  const text = element.children.map((node) => (node instanceof XmlText ? node.text : "")).join("");
  return { name: element.name, text: children.length > 0 && /^[ \t\r\n]*$/.test(text) ? "" : text, children };
}

const fastParser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  htmlEntities: true,
});

/** fast-xml-parser's own object shape, without white space between elements, declarations and instructions. */
export function fastOpinion(bytes: Uint8Array): unknown {
  const xml = Buffer.from(bytes).toString("utf8");
  if (!isUtf8(bytes) || XMLValidator.validate(xml) !== true) return null;
  try {
    return tidy(fastParser.parse(xml));
  } catch {
    return null;
  }
}

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !name.startsWith("?"));
  const named = entries.filter(([name]) => name !== "#text").map(([name, child]) => [name, tidy(child)] as const);
  const text = entries.filter(([name]) => name === "#text").map(([, own]) => String(own));
  if (named.length === 0) return text.join("");
  const kept = text.filter((own) => !/^[ \t\r\n]*$/.test(own)).map((own) => ["#text", own] as const);
  return Object.fromEntries([...named, ...kept]);
}

/** Our tree in fast-xml-parser's shape. */
export function inFastShape(element: XmlElement): unknown {
  return Object.fromEntries([[element.name, fastValue(element)]]);
}

function fastValue(element: XmlElement): unknown {
  if (element.children.length === 0) return element.text;
  const names = [...new Set(element.children.map((child) => child.name))];
  const named = names.map((name) => {
    const values = element.children.filter((child) => child.name === name).map(fastValue);
    return [name, values.length === 1 ? values[0] : values] as const;
  });
  return Object.fromEntries(element.text === "" ? named : [...named, ["#text", element.text] as const]);
}
