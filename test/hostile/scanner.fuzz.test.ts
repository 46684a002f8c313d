import { describe, expect, it } from "vitest";
import { type Pick, seededPick } from "../adapters/ci/mutate.ts";
import { agreementOn } from "../adapters/ci/scan/agreement.ts";
import { damagePage } from "./damage-page.ts";
import { generatePage, revoicePage } from "./generate-page.ts";

/** Another one: `FUZZ_SEED=7 npx vitest run test/hostile/scanner.fuzz.test.ts`. */
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_123);
const cases = Number(process.env["FUZZ_CASES"] ?? 24_000);

/** Every other page has the elements of the one before, so that it is read by what was learned from that. */
function nextPage(before: Buffer, pick: Pick): Buffer {
  const like = pick(2) === 0 ? revoicePage(before, pick) : generatePage(pick, { tidy: pick(8) > 0 });
  return pick(6) === 0 ? damagePage(like, before, pick) : like;
}

describe(`scanJobPage() on ${cases} pages of seed ${seed}`, () => {
  it("makes of a page what the general decoder makes of it, or leaves it to that one", () => {
    const pick = seededPick(seed);
    const seen = { same: 0, left: 0 };
    let page: Buffer = Buffer.from("<Response/>");
    for (let number = 1; number <= cases; number += 1) {
      page = nextPage(page, pick);
      const agreement = agreementOn(page);
      if (agreement !== "same" && agreement !== "left") {
        expect.fail(`${agreement}; seed ${seed}, page ${number}: ${JSON.stringify(page.toString())}`);
      }
      seen[agreement] += 1;
    }
    expect(seen.same).toBeGreaterThan(cases / 6);
    expect(seen.left).toBeGreaterThan(cases / 6);
  });
});
