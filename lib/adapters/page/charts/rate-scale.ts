/** Percentages and days, as a small chart has room for them. */

import type { RatePoint } from "../../../core/page/page-view.ts";

/** In percent; 0 where nothing ended. */
export function shareOf(failed: number, ended: number): number {
  return ended === 0 ? 0 : (100 * failed) / ended;
}

export interface Scale {
  /** In percent: above everything that is drawn. */
  readonly most: number;
  /** Behind the point, of half of it too. */
  readonly digits: number;
}

/** Times a power of ten, and with halves that have few digits. */
const steps = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10];

/** A round number that everything lies below; a hundred at most. */
export function scaleOf(points: readonly RatePoint[]): Scale {
  const shares = points.flatMap(({ failed, high, ended }) => [shareOf(failed, ended), shareOf(high ?? 0, ended)]);
  const greatest = Math.min(100, Math.max(0.1, ...shares));
  const power = 10 ** Math.floor(Math.log10(greatest));
  const step = steps.find((each) => each * power >= greatest) ?? 10;
  const most = Math.min(100, Number((step * power).toPrecision(2)));
  return { most, digits: digitsOf(Number((most / 2).toPrecision(3))) };
}

function digitsOf(share: number): number {
  return String(share).split(".")[1]?.length ?? 0;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `21 Nov`. */
export function dayText(night: string): string {
  return `${Number(night.slice(8))} ${months[Number(night.slice(5, 7)) - 1]}`;
}
