/** Durations as people write them: a whole number and a unit, `30s`, `90m`, `2h`, `7d`. */

const units = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;

function isUnit(text: string): text is keyof typeof units {
  return Object.hasOwn(units, text);
}

/** Milliseconds; null when the text is no duration, or one too long to count exactly. */
export function parseDuration(text: string): number | null {
  const unit = text.slice(-1);
  const count = text.slice(0, -1);
  if (!isUnit(unit) || !/^\d+$/.test(count)) return null;
  const ms = Number(count) * units[unit];
  return Number.isSafeInteger(ms) ? ms : null;
}

/** In the largest unit that divides it; what is no whole number of seconds is told in `ms`. */
export function formatDuration(ms: number): string {
  if (ms === 0) return "0s";
  for (const [unit, size] of Object.entries(units)) {
    if (ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms}ms`;
}
