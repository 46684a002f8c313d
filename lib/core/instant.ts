/** Epoch milliseconds as ISO 8601 in UTC: the form of every time that is written. */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString();
}

export function isoInstantOrNull(ms: number | null): string | null {
  return ms === null ? null : isoInstant(ms);
}

export function isoSpan(span: { readonly from: number; readonly to: number }): { from: string; to: string } {
  return { from: isoInstant(span.from), to: isoInstant(span.to) };
}
