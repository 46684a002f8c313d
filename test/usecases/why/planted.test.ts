import { describe, expect, it } from "vitest";
import type { WhyCondition } from "../../../lib/core/schema/why.ts";
import { explain, type Failed } from "../../core/why/failures.ts";
import { noise, type Planted, plantRule } from "../../core/why/planted.ts";

const seeds = Array.from({ length: 100 }, (_, seed) => seed);

const textsOf = (conditions: readonly WhyCondition[]) =>
  conditions.map(({ attribute, value }) => `${attribute} ${value}`);

function meets(failed: Failed, rule: readonly WhyCondition[]): boolean {
  const texts = new Set(textsOf(failed));
  return textsOf(rule).every((text) => texts.has(text));
}

/** Whether it names nothing that was not planted, covers what was, and hardly more than the whole planted rule does. */
function isRight(found: readonly WhyCondition[], { rule, now, extra }: Planted): boolean {
  const covered = now.slice(-extra).filter((failed) => meets(failed, found)).length;
  const others = now.slice(0, -extra).filter((failed) => meets(failed, found) && !meets(failed, rule)).length;
  const isPlanted = textsOf(found).every((text) => textsOf(rule).includes(text));
  return found.length > 0 && isPlanted && covered >= 0.8 * extra && others <= 0.1 * extra;
}

describe("explainFailures()", () => {
  it("finds a planted rule, and no condition that was not planted, in 95 of 100 random nights", async () => {
    let [right, whole] = [0, 0];
    for (const seed of seeds) {
      const planted = plantRule(seed);
      const { rule } = await explain(planted);
      const found = rule?.conditions ?? [];
      if (isRight(found, planted)) right += 1;
      if (isRight(found, planted) && found.length === planted.rule.length) whole += 1;
    }
    process.stdout.write(`planted rules: ${right} of 100 found, ${whole} of them with each condition\n`);
    expect(right).toBeGreaterThanOrEqual(95);
    expect(whole).toBeGreaterThanOrEqual(80);
  });

  it("finds none in failures that have nothing in common, in 95 of 100 random nights", async () => {
    let rules = 0;
    for (const seed of seeds) if ((await explain(noise(seed))).rule !== null) rules += 1;
    process.stdout.write(`noise: ${rules} of 100 nights explained by chance\n`);
    expect(rules).toBeLessThanOrEqual(5);
  });
});
