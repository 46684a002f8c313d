/** Enough of a fingerprint to name what has it: the version and 40 bits. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, fingerprint.indexOf(":") + 1 + 10);
}
