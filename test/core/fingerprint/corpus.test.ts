/** How well fingerprints agree with what people take for one kind: pairs of labelled messages. */

import { describe, expect, it } from "vitest";
import { createFingerprintScheme } from "../../../lib/core/fingerprint/versions.ts";
import { pairwise, readCorpus } from "./corpus.ts";

const corpus = readCorpus();
const { fingerprintsOf } = createFingerprintScheme({ rules: [], older: [] });
const rows = corpus.map((row) => ({ label: row.label, group: String(fingerprintsOf(row)[0]) }));
const { precision, recall } = pairwise(rows);
const figures = `${corpus.length} messages: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`;
// biome-ignore lint/suspicious/noConsole: a figure that nobody sees is no figure.
console.log(`Fingerprints of ${figures}`);

describe(`the corpus of ${figures}`, () => {
  it("is large, in both languages, and has no line twice", () => {
    expect(corpus.length).toBeGreaterThanOrEqual(300);
    expect(corpus.filter(({ message }) => /\p{Script=Han}/u.test(message)).length).toBeGreaterThan(150);
    expect(new Set(corpus.map((row) => JSON.stringify(row))).size).toBe(corpus.length);
    const labels = corpus.map(({ label }) => label);
    expect(new Set(labels).size).toBeGreaterThan(200);
  });

  it("has few pairs that share a group and no label", () => {
    expect(precision).toBeGreaterThanOrEqual(0.98);
  });

  it("has few pairs that share a label and no group", () => {
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });

  it("comes to the same groups in any order", () => {
    const backwards = [...corpus].reverse().map((row) => String(fingerprintsOf(row)[0]));
    expect(backwards.reverse()).toEqual(rows.map(({ group }) => group));
  });
});

describe("pairwise", () => {
  it("counts pairs", () => {
    const of = (text: string) => text.split(" ").map((pair) => ({ label: pair.charAt(0), group: pair.charAt(1) }));
    expect(pairwise(of("ax ax ay bz"))).toEqual({ precision: 1, recall: 1 / 3 });
    expect(pairwise(of("ax ax bx"))).toEqual({ precision: 1 / 3, recall: 1 });
  });
});
