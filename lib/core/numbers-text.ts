/** Shares and durations for people: as many digits as one can take in. */

import { countText } from "./words.ts";

/** `214 of 6,812 (3.1 %)`. */
export function shareText({ failed, ended }: { readonly failed: number; readonly ended: number }): string {
  const share = ended === 0 ? "" : ` (${percentText(failed / ended)})`;
  return `${countText(failed)} of ${countText(ended)}${share}`;
}

export function percentText(share: number): string {
  if (share > 0 && share < 0.0005) return "<0.1 %";
  return `${(share * 100).toFixed(1)} %`;
}

/** `240ms`, `12.3s`, `4m10s`, `2h05m`, `3d04h`. */
export function timeText(ms: number): string {
  if (ms < 1_000) return `${ms}ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${(ms / 1_000).toFixed(1).replace(/\.0$/, "")}s`;
  if (seconds < 3_600) return inTwo(seconds, 60, "ms");
  const minutes = Math.round(ms / 60_000);
  return minutes < 1_440 ? inTwo(minutes, 60, "hm") : inTwo(Math.round(ms / 3_600_000), 24, "dh");
}

function inTwo(count: number, per: number, units: string): string {
  return `${Math.floor(count / per)}${units[0]}${String(count % per).padStart(2, "0")}${units[1]}`;
}
