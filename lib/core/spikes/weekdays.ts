/** Whether nights are of the same weekday: asked often of few nights, so that each date is read once. */

export interface Weekdays {
  /** From 0 to 6, whichever day 0 stands for. */
  readonly of: (night: string) => number;
  /** From the first to the second. */
  readonly daysBetween: (first: string, second: string) => number;
}

export function createWeekdays(): Weekdays {
  const days = new Map<string, number>();
  const dayOf = (night: string) => {
    const known = days.get(night);
    if (known !== undefined) return known;
    const day = Date.parse(night) / 86_400_000;
    days.set(night, day);
    return day;
  };
  return { of: (night) => dayOf(night) % 7, daysBetween: (first, second) => dayOf(second) - dayOf(first) };
}
