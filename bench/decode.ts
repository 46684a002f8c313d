/** Decoding pages of jobs: ours beside fast-xml-parser 5 and the general decoder, on the same pages. */

import { alternate } from "./alternate.ts";
import { readable } from "./figures.ts";
import { type Corpus, corpora } from "./job-pages.ts";
import { bundleSides, runToEnd } from "./processes.ts";
import type { Results } from "./results.ts";
import type { Scale, Subject } from "./subject.ts";

/** So that a side runs for seconds. */
const repeats = { ours: 60, saxes: 6, fast: 6 } as const;
type Decoder = keyof typeof repeats;

/** How many times the CPU of ours fast-xml-parser takes at least. */
const targets: Readonly<Record<Corpus, number>> = { ascii: 15, chinese: 12, nested: 12 };
const names: Readonly<Record<Corpus, string>> = {
  ascii: "ASCII",
  chinese: "a tenth with Chinese names",
  nested: "all Chinese, nested results",
};

interface Decoded {
  readonly made: string;
  readonly pageMs: number;
  readonly pageBytes: number;
}

export const decode: Subject = {
  name: "decode",
  says: "pages of jobs decoded, beside fast-xml-parser 5 and saxes",
  sizes: { of: "rounds", small: [3], full: [5] },
  measure,
};

async function measure({ size: rounds }: Scale, results: Results): Promise<void> {
  await bundleSides(["decode"]);
  for (const corpus of corpora) await compare(corpus, rounds, results);
}

async function compare(corpus: Corpus, rounds: number, results: Results): Promise<void> {
  const first = await run("ours", corpus);
  const of = `pages of 100 jobs, ${readable(first.pageBytes / 1_000)} KB, ${names[corpus]}`;
  const side = (decoder: Decoder) => async () => {
    const { made, pageMs } = await run(decoder, corpus);
    if (made !== first.made) throw new Error(`${decoder} made something else of the pages of ${corpus}`);
    return { pageCpuMs: pageMs };
  };
  const sides = { ours: side("ours"), saxes: side("saxes"), fast: side("fast") };
  const { ours, fast } = await alternate({ of, rounds, sides }, results);
  const value = fast.median.pageCpuMs / ours.median.pageCpuMs;
  const bound = { atLeast: targets[corpus] };
  results.judge({ target: `${names[corpus]}: CPU of fast-xml-parser / ours`, bound, value, unit: "times" });
}

async function run(decoder: Decoder, corpus: Corpus): Promise<Decoded> {
  return JSON.parse(await runToEnd("decode", [decoder, corpus, String(repeats[decoder])]));
}
