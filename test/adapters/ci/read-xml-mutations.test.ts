import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { mutate, seededPick } from "./mutate.ts";
import { fastOpinion, inFastShape, ourOpinion, parseXmlOpinion, saxesAccepts } from "./opinions.ts";
import { fixtureUrl } from "./response-of.ts";

const fixtures = ["nested-results.xml", "pic-jobs.xml", "pic-jobs-alphabetical.xml", "picqueue-page.xml"];
const dense = Buffer.from(
  `<?xml version="1.0" encoding="utf-8"?>\n<!-- c --><r a="1" b='2'>t&amp;u<b>中&#65;<![CDATA[x]]></b><?p q?><c/></r>\n`,
);
const samples = [...fixtures.map((name) => readFileSync(fixtureUrl(name))), dense, dense, dense];

const pick = seededPick(20_261_122);
const mutants = Array.from({ length: 8_000 }, (_, index) => mutate(samples[index % samples.length] ?? dense, pick));
const bareEncoding = Buffer.from('<?xml version="1.0" encoding?><r/>');
const cases = [...mutants, bareEncoding].map((bytes) => ({ bytes, text: bytes.toString(), ours: ourOpinion(bytes) }));

type Case = (typeof cases)[number];
interface KnownDifference {
  readonly reason: string;
  readonly holds: (example: Case) => boolean;
}

const otherEncoding: KnownDifference = {
  reason: "it takes text, whose encoding is settled; we take bytes and refuse those that call themselves anything else",
  holds: ({ text, ours }) => ours === null && /^<\?xml[^>]*encoding=/.test(text) && !/encoding="utf-8"/i.test(text),
};
const encodingWithoutValue: KnownDifference = {
  reason: "it lets a declaration end in a bare `encoding`, which XML's grammar does not",
  holds: ({ text, ours }) => ours === null && /^<\?xml[^>]*encoding\s*\?>/.test(text),
};
const reservedName: KnownDifference = {
  reason: "it builds plain objects, so it refuses an element called __proto__",
  holds: ({ text, ours }) => ours !== null && text.includes("<__proto__"),
};

/** The cases that no difference in the list explains; fails when one of the list explains none. */
function unexplained(differing: readonly Case[], known: readonly KnownDifference[]): readonly string[] {
  for (const { holds, reason } of known) expect(differing.some(holds), `no case shows that ${reason}`).toBe(true);
  return differing.filter((example) => !known.some(({ holds }) => holds(example))).map(({ text }) => text);
}

describe("readXml() on damaged samples", () => {
  it("is tried on thousands of either kind", () => {
    const accepted = cases.filter(({ ours }) => ours !== null).length;
    expect(accepted).toBeGreaterThan(2_000);
    expect(cases.length - accepted).toBeGreaterThan(2_000);
  });

  it("sees the tree that parse-xml sees, and refuses what it refuses", () => {
    const differing = cases.filter(({ bytes, ours }) => !isDeepStrictEqual(parseXmlOpinion(bytes), ours));
    expect(unexplained(differing, [otherEncoding, encodingWithoutValue])).toEqual([]);
  });

  it("accepts what saxes alone accepts", () => {
    const differing = cases.filter(({ bytes, ours }) => saxesAccepts(bytes) !== (ours !== null));
    expect(unexplained(differing, [otherEncoding])).toEqual([]);
  });

  it("sees the values that fast-xml-parser sees", () => {
    const differing = cases.filter(
      ({ bytes, ours }) => ours !== null && !isDeepStrictEqual(fastOpinion(bytes), inFastShape(ours)),
    );
    expect(unexplained(differing, [reservedName])).toEqual([]);
  });
});
