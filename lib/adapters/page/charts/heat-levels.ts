/**
 * Levels of a heat map: none, and five more. Each is as wide as all below it and two more, since a night's worst hour is
 * far above the others, and what is small must be seen all the same.
 */

export interface HeatLevel {
  readonly from: number;
  readonly to: number;
}

const steps = 5;

/** Whole numbers from 0 to `most`; as many levels as there are numbers, and six at most. */
export function heatLevels(most: number): readonly HeatLevel[] {
  const ends = Array.from({ length: steps }, (_, at) => Math.ceil((most * (at + 1) ** 2) / steps ** 2));
  const distinct = [...new Set([0, ...ends])];
  return distinct.map((to, at) => ({ from: at === 0 ? 0 : (distinct[at - 1] ?? 0) + 1, to }));
}

/** The strongest colour stands for the most failures, however few levels there are. */
export function heatColour(level: number, levels: readonly HeatLevel[]): number {
  return level === 0 ? 0 : steps - (levels.length - 1 - level);
}
