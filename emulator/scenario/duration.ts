/** Lengths of time as people write them: `90s`, `2h`, `2h30m`, `1d`. */

const form = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const unitsMs = [86_400_000, 3_600_000, 60_000, 1_000];

/** Milliseconds; null for text in another form. */
export function durationMs(text: string): number | null {
  const parts = form.exec(text);
  if (parts === null) return null;
  return unitsMs.reduce((sum, unitMs, index) => sum + Number(parts[index + 1] ?? 0) * unitMs, 0);
}
