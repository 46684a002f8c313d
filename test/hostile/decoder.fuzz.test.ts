import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { decodeAnyJobPage, decodeJobPage } from "../../lib/adapters/ci/decode-jobs.ts";
import { isAuditError } from "../../lib/core/errors.ts";
import type { Job } from "../../lib/core/job.ts";
import { type Pick, seededPick } from "../adapters/ci/mutate.ts";
import { damagePage } from "./damage-page.ts";
import { generatePage } from "./generate-page.ts";
import { lostTexts } from "./lost-texts.ts";
import { secondOpinion } from "./second-opinion.ts";

/** Another one: `FUZZ_SEED=7 npx vitest run test/hostile/decoder.fuzz.test.ts`. */
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_123);
const cases = Number(process.env["FUZZ_CASES"] ?? 24_000);

interface Decoded {
  readonly jobs: readonly Job[];
  readonly nextToken: string | null;
}

/** What no decoder may throw. */
class Thrown extends Error {}

/** Null for a typed refusal. */
function decoded(decode: typeof decodeJobPage, bytes: Uint8Array): Decoded | null | Thrown {
  try {
    return decode(bytes, "pic");
  } catch (error) {
    if (isAuditError(error) && ["PROTOCOL", "SERVICE"].includes(error.code)) return null;
    return new Thrown("not typed", { cause: error });
  }
}

/** Stricter on purpose, docs/decisions/0002-xml-decoder.md says why: depth, and `<?p ?x?>`. */
const isBeyondUs = (bytes: Buffer) => /(?:<(?:b|JobsDetail)>){40}|<\?[^\s?]+\s+\?/.test(bytes.toString());

/** What is wrong with what the decoder made of a page; null for nothing. */
function problem(bytes: Buffer, ours: Decoded | null): string | null {
  const second = secondOpinion(bytes);
  if (ours === null) return second === null || isBeyondUs(bytes) ? null : "refused what can be read";
  if (second === null) return "read what must be refused";
  const plain = ours.jobs.map(({ extra: _, ...job }) => job);
  const same = isDeepStrictEqual(
    { jobs: plain, nextToken: ours.nextToken },
    { ...second, jobs: second.jobs.map(({ job }) => job) },
  );
  if (!same)
    return `read something else: ${JSON.stringify(plain)}, not ${JSON.stringify(second.jobs.map(({ job }) => job))}`;
  const lost = second.jobs.flatMap(({ element }, index) => lostTexts(element, ours.jobs[index]));
  return lost.length === 0 ? null : `lost ${JSON.stringify(lost)}`;
}

function nextPage(pick: Pick, before: Buffer): Buffer {
  const page = generatePage(pick, { tidy: pick(2) === 0 });
  return pick(5) < 3 ? page : damagePage(page, before, pick);
}

/** The second is what the first leaves most of these pages to. */
const decoders = { decodeJobPage, decodeAnyJobPage };

describe.each(Object.entries(decoders))(`%s() on ${cases} pages of seed ${seed}`, (_, decode) => {
  it("reads what another parser reads, equally, and refuses the rest with an error of its own", () => {
    const pick = seededPick(seed);
    const seen = { read: 0, jobs: 0, refused: 0 };
    let page: Buffer = Buffer.from("<Response/>");
    for (let number = 1; number <= cases; number += 1) {
      page = nextPage(pick, page);
      const ours = decoded(decode, page);
      const found = ours instanceof Thrown ? `threw ${String(ours.cause)}` : problem(page, ours);
      if (found !== null) expect.fail(`${found}; seed ${seed}, page ${number}: ${JSON.stringify(page.toString())}`);
      count(seen, ours);
    }
    expect(seen.read).toBeGreaterThan(cases / 8);
    expect(seen.jobs).toBeGreaterThan(cases / 8);
    expect(seen.refused).toBeGreaterThan(cases / 8);
  });
});

function count(seen: { read: number; jobs: number; refused: number }, ours: Decoded | null | Thrown): void {
  if (ours === null || ours instanceof Thrown) {
    seen.refused += 1;
    return;
  }
  seen.read += 1;
  seen.jobs += ours.jobs.length;
}
