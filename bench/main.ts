/**
 * `npm run bench`: the audit beside the naive loop. `npm run bench -- diff [FINDINGS]`: two nights compared.
 * `npm run bench -- windows [--full]`: a night of which nine tenths lie in one hour.
 *
 * Each side runs in a process of its own; what it found is asserted before its time is believed.
 */

import { benchAudit } from "./audit.ts";
import { benchDiff } from "./diff.ts";
import { benchWindows } from "./windows.ts";

const [subject = "audit", size] = process.argv.slice(2);
process.exitCode = (await bench()) ? 0 : 1;

function bench(): Promise<boolean> {
  if (subject === "diff") return benchDiff(size);
  if (subject !== "windows") return benchAudit();
  return benchWindows(size === "--full" ? { rounds: 3, naiveShare: 1 } : { rounds: 3, naiveShare: 0.1 });
}
