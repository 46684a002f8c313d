/** Times as the service writes them: local to China, whole seconds, `2001-01-01T00:00:00+0800`. */

const offsetMs = 8 * 3_600_000;
const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\+0800$/;

const dayMs = 86_400_000;

export function formatTime(ms: number): string {
  const local = ms + offsetMs;
  const day = Math.floor(local / dayMs);
  const seconds = Math.floor((local - day * dayMs) / 1000);
  return `${dateText(day)}T${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}+0800`;
}

/** The last date told: a page tells three hundred times of few days. */
let told = { day: 0, text: "1970-01-01" };

function dateText(day: number): string {
  if (told.day !== day) told = { day, text: new Date(day * dayMs).toISOString().slice(0, 10) };
  return told.text;
}

function two(value: number): string {
  const whole = Math.floor(value);
  return whole < 10 ? `0${whole}` : String(whole);
}

/** Null for any other spelling: other offsets are not documented. */
export function parseTime(text: string): number | null {
  const [, local] = shape.exec(text) ?? [];
  if (local === undefined) return null;
  const ms = Date.parse(`${local}Z`) - offsetMs;
  return Number.isNaN(ms) || formatTime(ms) !== text ? null : ms;
}
