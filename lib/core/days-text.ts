/** A length of time in days, for people: `2.5 days`. */
export function daysText(ms: number): string {
  return `${(ms / 86_400_000).toFixed(1)} days`;
}
