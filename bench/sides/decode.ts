/** One decoder on one corpus: what it made of the pages, and the CPU time of a page. */

import { createHash } from "node:crypto";
import { decodeAnyJobPage, decodeJobPage } from "../../lib/adapters/ci/decode-jobs.ts";
import { fastRecords } from "../fast-records.ts";
import { type Corpus, makeJobPages } from "../job-pages.ts";

const decoders: Readonly<Record<string, (page: Buffer) => unknown>> = {
  ours: (page) => decodeJobPage(page, "pic"),
  saxes: (page) => decodeAnyJobPage(page, "pic"),
  fast: fastRecords,
};

const [decoder = "", corpus = "", repeats = "1"] = process.argv.slice(2);
const decode = decoders[decoder] ?? decoders["ours"];
const pages = makeJobPages(corpus as Corpus, 60);
const digest = createHash("sha256");
for (const page of pages) digest.update(JSON.stringify(decode?.(page)));

/** Garbage collectors and compilers of other threads count. */
const before = process.cpuUsage();
for (let repeat = 0; repeat < Number(repeats); repeat += 1) for (const page of pages) decode?.(page);
const { user, system } = process.cpuUsage(before);
const pageMs = (user + system) / 1000 / (pages.length * Number(repeats));
process.stdout.write(`${JSON.stringify({ made: digest.digest("hex"), pageMs, pageBytes: pages[0]?.length })}\n`);
