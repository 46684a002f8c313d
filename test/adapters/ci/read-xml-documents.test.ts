import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import type { XmlElement } from "../../../lib/adapters/ci/xml-element.ts";
import { fastOpinion, inFastShape, ourOpinion, parseXmlOpinion, saxesAccepts } from "./opinions.ts";
import { laxDocuments, type Outline, trickyDocuments } from "./tricky-documents.ts";

function fromOutline([name, text, ...children]: Outline): XmlElement {
  return { name, text, children: children.map(fromOutline) };
}

const documents = trickyDocuments.map((document) => {
  const { xml, outline, unlike } = document;
  return { ...document, bytes: Buffer.from(xml), tree: outline && fromOutline(outline), unlike: unlike ?? {} };
});

describe("readXml() on tricky documents", () => {
  it.each(documents)("makes of $name what XML makes of it", ({ bytes, tree }) => {
    expect(ourOpinion(bytes)).toEqual(tree);
  });

  it.each(documents)("agrees with parse-xml on $name, or differs as listed", ({ bytes, tree, unlike }) => {
    const theirs = parseXmlOpinion(bytes);
    if (unlike.parseXml === undefined) expect(theirs).toEqual(tree);
    else expect(theirs).not.toEqual(tree);
  });

  it.each(documents)("agrees with saxes on whether $name can be read, or differs as listed", (document) => {
    const { bytes, tree, unlike } = document;
    expect(saxesAccepts(bytes) === (tree !== null)).toBe(unlike.saxes === undefined);
  });

  it.each(documents.filter(({ tree }) => tree !== null))(
    "sees the same values in $name as fast-xml-parser, or differs as listed",
    ({ bytes, tree, unlike }) => {
      const ours = tree && inFastShape(tree);
      if (unlike.fast === undefined) expect(fastOpinion(bytes)).toEqual(ours);
      else expect(fastOpinion(bytes)).not.toEqual(ours);
    },
  );
});

describe("fast-xml-parser, with its validator", () => {
  const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreAttributes: true, htmlEntities: true });

  it.each(laxDocuments)("still reads $name, which readXml, saxes and parse-xml refuse", ({ xml }) => {
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(() => parser.parse(xml)).not.toThrow();
    const bytes = Buffer.from(xml);
    expect(ourOpinion(bytes)).toBeNull();
    expect(saxesAccepts(bytes)).toBe(false);
    expect(parseXmlOpinion(bytes)).toBeNull();
  });
});
