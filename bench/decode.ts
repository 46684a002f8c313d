/** Decoding pages of jobs: ours beside fast-xml-parser 5 and the general decoder, on the same pages in one run. */

import { type Corpus, corpora } from "./job-pages.ts";
import { bundleSides, runToEnd } from "./processes.ts";

const rounds = 5;
/** So that a side runs for seconds. */
const repeats: Readonly<Record<string, number>> = { ours: 60, fast: 6, saxes: 6 };
/** How many times the CPU of ours fast-xml-parser takes at least. */
const targets: Readonly<Record<Corpus, number>> = { ascii: 15, chinese: 12, nested: 12 };

interface Decoded {
  readonly made: string;
  readonly pageMs: number;
  readonly pageBytes: number;
}

/** Whether every target was met. */
export async function benchDecode(): Promise<boolean> {
  await bundleSides(["decode"]);
  const met: boolean[] = [];
  for (const corpus of corpora) met.push(await benchCorpus(corpus));
  return met.every(Boolean);
}

async function benchCorpus(corpus: Corpus): Promise<boolean> {
  const results: Record<string, number[]> = { ours: [], fast: [], saxes: [] };
  const names = Object.keys(results);
  let pageBytes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const made = new Set<string>();
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const decoded = await runDecoder(name, corpus);
      made.add(decoded.made);
      pageBytes = decoded.pageBytes;
      results[name]?.push(decoded.pageMs);
    }
    if (made.size !== 1) throw new Error(`the decoders made ${made.size} different things of the pages of ${corpus}`);
  }
  return tell(corpus, pageBytes, results);
}

async function runDecoder(name: string, corpus: Corpus): Promise<Decoded> {
  return JSON.parse(await runToEnd("decode", [name, corpus, String(repeats[name])]));
}

function tell(corpus: Corpus, pageBytes: number, results: Readonly<Record<string, readonly number[]>>): boolean {
  const medianOf = (name: string) => [...(results[name] ?? [])].sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
  const ours = medianOf("ours");
  print(
    `${corpus}: pages of 100 jobs, ${Math.round(pageBytes / 1000)} KB, ms CPU a page, medians of ${rounds} rounds:`,
  );
  for (const name of Object.keys(results)) {
    const all = (results[name] ?? []).map((each) => each.toFixed(3)).join(" ");
    print(`  ${name}: ${medianOf(name).toFixed(3)}, ${(medianOf(name) / ours).toFixed(1)} times ours (${all})`);
  }
  const ratio = medianOf("fast") / ours;
  const met = ratio >= targets[corpus];
  print(
    `decode ${corpus} at least ${targets[corpus]} times faster than fast-xml-parser 5: ${met ? "met" : "missed"} (${ratio.toFixed(1)})`,
  );
  return met;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
