import { describe, expect, it } from "vitest";
import type { CardWords } from "../../../lib/core/alerts/words/card-words.ts";
import { wordsIn } from "../../../lib/core/alerts/words/words-in.ts";
import { carriedOutcomes } from "../../../lib/core/schema/regression.ts";

const tables = ["severity", "change", "rule", "outcome", "coverage", "queueChange", "phase"] as const;

/** Every text that holds for itself. */
function textsOf(words: CardWords): readonly string[] {
  const { sample, sampleNote, allResolved, openReport, unknown } = words;
  return [
    ...tables.flatMap((table) => Object.values(words[table])),
    sample,
    sampleNote,
    allResolved,
    openReport,
    unknown,
  ];
}

describe("wordsIn()", () => {
  it("has a word for everything in both languages, none of them twice in a table", () => {
    const [english, chinese] = [wordsIn("en"), wordsIn("zh")];
    for (const words of [english, chinese]) {
      for (const text of textsOf(words)) expect(text).not.toBe("");
      for (const table of tables) {
        const all = Object.values(words[table]);
        expect(new Set(all).size).toBe(all.length);
      }
    }
    for (const table of tables) expect(Object.keys(chinese[table])).toEqual(Object.keys(english[table]));
    expect(Object.keys(english.outcome).sort()).toEqual([...carriedOutcomes].sort());
  });

  it("writes each language in its own letters", () => {
    for (const text of textsOf(wordsIn("zh"))) expect(text).toMatch(/\p{Script=Han}/u);
    for (const text of textsOf(wordsIn("en"))) expect(text).toMatch(/^[\x20-\x7e·]+$/);
  });

  it("says how many more there are", () => {
    expect(wordsIn("en").more(1_234)).toBe("and 1,234 more");
    expect(wordsIn("zh").more(1_234)).toBe("另有 1,234 项");
  });
});
