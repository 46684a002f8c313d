/** What was exported, and what was left out of it. */

import { safeText } from "../../lib/core/safe-text.ts";
import { amount } from "../../lib/core/words.ts";
import type { CommittedNight } from "../../lib/usecases/report/read-commit.ts";
import type { ExportCounts } from "../export/export-counts.ts";

export interface Exported {
  readonly what: string;
  readonly format: string;
  readonly reports: readonly CommittedNight[];
  readonly counts: ExportCounts;
  /** Whether what recovered was left out. */
  readonly notRecovered: boolean;
}

export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
}

export function exportedText({ what, format, reports, counts }: Exported, { path }: WrittenFile): string {
  const nights = reports.map(({ manifest }) => `${manifest.night}, ${manifest.family} jobs`).join("; ");
  return `${safeText(`${path}: ${amount(counts.lines, "line")} of ${what} as ${format}, from ${nights}`)}\n`;
}

export function exportedObject(exported: Exported, { path, bytes }: WrittenFile): object {
  const { what, format, reports, counts, notRecovered } = exported;
  const { matching, lines, withoutInput, withoutAddress, recovered, buckets } = counts;
  return {
    what,
    format,
    out: path,
    bytes,
    lines,
    rows: matching,
    withoutInput,
    withoutAddress,
    ...(notRecovered ? { recovered } : {}),
    inputBuckets: [...buckets].sort(),
    reports: reports.map(({ key, commit: { family, night, revision, status } }) => {
      return { family, night, revision, status, commit: key };
    }),
  };
}

/** What was left out, and what a batch job will not take. */
export function exportedRemarks({ format, counts, notRecovered }: Exported): readonly string[] {
  const { withoutInput, withoutAddress, recovered, buckets } = counts;
  const inOne = format !== "url-file" || buckets.size <= 1;
  const names = [...buckets].sort().join(", ");
  return [
    ...(notRecovered ? [`Left out: ${amount(recovered, "job")} whose input recovered in a later night.`] : []),
    ...(withoutInput === 0 ? [] : [`Left out: ${amount(withoutInput, "job")} without an input object.`]),
    ...(withoutAddress === 0
      ? []
      : [`Left out: ${amount(withoutAddress, "job")} whose input has no address: a secret was cut out of its name.`]),
    ...(inOne
      ? []
      : [safeText(`The inputs lie in ${amount(buckets.size, "bucket")}: ${names}; a batch job is of one.`)]),
  ];
}
