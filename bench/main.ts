/**
 * `npm run bench`: the audit beside the naive loop. `npm run bench -- diff [FINDINGS]`: two nights compared.
 *
 * Each side runs in a process of its own; what it found is asserted before its time is believed.
 */

import { benchAudit } from "./audit.ts";
import { benchDiff } from "./diff.ts";

const [subject = "audit", size] = process.argv.slice(2);
const met = subject === "diff" ? await benchDiff(size) : await benchAudit();
process.exitCode = met ? 0 : 1;
