/**
 * `npm run bench`: the audit beside the naive loop. `npm run bench -- diff [FINDINGS]`: two nights compared.
 * `npm run bench -- revisions [FINDINGS] [--full]`: two revisions of a night compared.
 *
 * Each side runs in a process of its own; what it found is asserted before its time is believed.
 */

import { benchAudit } from "./audit.ts";
import { benchDiff } from "./diff.ts";
import { benchRevisions } from "./revisions.ts";

const args = process.argv.slice(2);
const full = args.includes("--full");
const [subject = "audit", size] = args.filter((arg) => arg !== "--full");
const subjects: Readonly<Record<string, () => Promise<boolean>>> = {
  audit: benchAudit,
  diff: () => benchDiff(size),
  revisions: () => benchRevisions({ full, size }),
};
const bench = subjects[subject];
if (bench === undefined) throw new Error(`no benchmark ${subject}; there are ${Object.keys(subjects).join(", ")}`);
process.exitCode = (await bench()) ? 0 : 1;
