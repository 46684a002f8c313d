/** The fingerprints of a row, whatever versions its night writes. */

interface Fingerprinted {
  readonly fingerprint: string | null;
  /** Absent in rows that were written before there were several versions. */
  readonly olderFingerprints?: readonly string[];
}

/** Null where the row has none of that version. */
export function fingerprintAt({ fingerprint, olderFingerprints = [] }: Fingerprinted, version: string): string | null {
  if (fingerprint?.startsWith(`${version}:`)) return fingerprint;
  return olderFingerprints.find((each) => each.startsWith(`${version}:`)) ?? null;
}

/** The newest version's first. */
export function fingerprintsOfRow({ fingerprint, olderFingerprints = [] }: Fingerprinted): readonly string[] {
  return fingerprint === null ? olderFingerprints : [fingerprint, ...olderFingerprints];
}
