/**
 * `npm run bench`: the audit beside the naive loop. `npm run bench -- diff [FINDINGS]`: two nights compared.
 * `npm run bench -- decode`: pages of jobs decoded. `npm run bench -- page [JOBS]`: a large night, by page.
 * `npm run bench -- memory [JOBS]`: that night beside one of ten times as many jobs.
 * `npm run bench -- windows [--full]`: a night of which nine tenths lie in one hour.
 * `npm run bench -- revisions [FINDINGS] [--full]`: two revisions of a night compared.
 *
 * Each side runs in a process of its own; what it found is asserted before its time is believed.
 */

import { benchAudit } from "./audit.ts";
import { benchDecode } from "./decode.ts";
import { benchDiff } from "./diff.ts";
import { benchMemory } from "./memory.ts";
import { benchPage } from "./page.ts";
import { benchRevisions } from "./revisions.ts";
import { benchWindows } from "./windows.ts";

const args = process.argv.slice(2);
const full = args.includes("--full");
const [subject = "audit", size] = args.filter((arg) => arg !== "--full");
const subjects: Readonly<Record<string, () => Promise<boolean>>> = {
  audit: benchAudit,
  decode: benchDecode,
  diff: () => benchDiff(size),
  page: () => benchPage(size),
  memory: () => benchMemory(size),
  revisions: () => benchRevisions({ full, size }),
  windows: () => benchWindows({ rounds: 3, naiveShare: full ? 1 : 0.1 }),
};
const bench = subjects[subject];
if (bench === undefined) throw new Error(`no benchmark ${subject}; there are ${Object.keys(subjects).join(", ")}`);
process.exitCode = (await bench()) ? 0 : 1;
