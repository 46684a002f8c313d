/** What is measured: a figure's name in JSON lines, what people call it, and its unit. */

interface Kind {
  readonly title: string;
  /** What people read it in, and how many of the measured unit that is. */
  readonly unit: string;
  readonly measured: number;
}

export const kinds = {
  wallMs: { title: "time", unit: "s", measured: 1_000 },
  walkMs: { title: "walk", unit: "s", measured: 1_000 },
  workCpuMs: { title: "CPU", unit: "s", measured: 1_000 },
  pageCpuMs: { title: "CPU a page", unit: "ms", measured: 1 },
  pages: { title: "pages", unit: "", measured: 1 },
  jobsPerSecond: { title: "jobs a second", unit: "", measured: 1 },
  peakRssMb: { title: "peak memory", unit: "MB", measured: 1 },
} as const satisfies Readonly<Record<string, Kind>>;

export type FigureName = keyof typeof kinds;
/** What is missing was not measured. */
export type Figures = Readonly<Partial<Record<FigureName, number>>>;

export const figureNames = Object.keys(kinds) as readonly FigureName[];

export function figureText(name: FigureName, value: number): string {
  const { unit, measured } = kinds[name];
  return withUnit(value / measured, unit);
}

export function withUnit(value: number, unit: string): string {
  return unit === "" ? readable(value) : `${readable(value)} ${unit}`;
}

/** Three digits, all of those before the point, and commas between thousands. */
export function readable(value: number): string {
  const kept = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return kept.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

/** Enough for microseconds; what follows from figures follows from those that are kept. */
export function rounded<Measured extends Figures>(figures: Measured): Measured {
  const kept = Object.entries(figures).map(([name, value]) => [name, Math.round(value * 1_000) / 1_000]);
  return Object.fromEntries(kept) as Measured;
}

/** By each figure on its own; all rounds have the same figures. */
export function medianFigures<Measured extends Figures>(rounds: readonly Measured[]): Measured {
  const names = figureNames.filter((name) => rounds[0]?.[name] !== undefined);
  const medians = names.map((name) => [name, median(rounds.flatMap((round) => round[name] ?? []))]);
  return Object.fromEntries(medians) as Measured;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = Number.NaN, high = low] = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return (low + high) / 2;
}
