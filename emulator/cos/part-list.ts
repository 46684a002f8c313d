/** The XML body that completes a multipart upload: part numbers with the ETags that their uploads were given. */

import { XMLParser, XMLValidator } from "fast-xml-parser";
import { CosFault } from "./fault.ts";

export interface NamedPart {
  readonly number: number;
  /** With its quotes. */
  readonly etag: string;
}

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === "Part" });

export function readPartList(xml: string): readonly NamedPart[] {
  if (XMLValidator.validate(xml) !== true) throw new CosFault("MalformedXML");
  const document: unknown = parser.parse(xml);
  const parts = property(property(document, "CompleteMultipartUpload"), "Part");
  if (!Array.isArray(parts)) throw new CosFault("MalformedXML", "CompleteMultipartUpload names no Part.");
  return parts.map(readPart);
}

function readPart(part: unknown): NamedPart {
  const [number, etag] = [property(part, "PartNumber"), property(part, "ETag")];
  if (typeof number !== "string" || !/^\d{1,5}$/.test(number) || typeof etag !== "string") {
    throw new CosFault("MalformedXML", "A Part needs a PartNumber and an ETag.");
  }
  return { number: Number(number), etag: `"${etag.replace(/^"|"$/g, "")}"` };
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
