/** What a run of seeds came to, as lines. */

import type { Totals } from "./totals.ts";

export function summaryLines({ seeds, exchanges, fired }: Totals, tookMs: number): readonly string[] {
  const seconds = Math.max(tookMs, 1) / 1000;
  const speed = `${(seeds / seconds).toFixed(1)} seeds/s`;
  const lead = `${grouped(seeds)} seeds in ${seconds.toFixed(1)} s: ${speed}, ${grouped(exchanges)} exchanges`;
  const rows = Object.entries(fired).sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(5, ...rows.map(([kind]) => kind.length));
  const table = rows.map(([kind, times]) => `  ${kind.padEnd(width)} ${grouped(times).padStart(9)}`);
  return [lead, `  ${"fault".padEnd(width)} ${"fired".padStart(9)}`, ...table];
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
