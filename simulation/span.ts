/** Half-open spans of time, in epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function holds({ from, to }: Span, at: number): boolean {
  return from <= at && at < to;
}
