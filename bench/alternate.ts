/** Sides that change places every round, so that neither has the warmer machine. */

import { type Figures, medianFigures, rounded } from "./figures.ts";
import type { Results } from "./results.ts";

/** What a side returns, it has asserted what it found. */
type Side<Measured> = (round: number) => Promise<Measured>;

export interface Alternation<Name extends string, Measured extends Figures> {
  readonly of: string;
  readonly rounds: number;
  readonly sides: Readonly<Record<Name, Side<Measured>>>;
}

export interface Rounds<Measured> {
  readonly median: Measured;
  readonly all: readonly Measured[];
}

export async function alternate<Name extends string, Measured extends Figures>(
  { of, rounds, sides }: Alternation<Name, Measured>,
  results: Results,
): Promise<Readonly<Record<Name, Rounds<Measured>>>> {
  const named = (Object.keys(sides) as Name[]).map((side) => ({ side, run: sides[side], all: [] as Measured[] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { side, run, all } of round % 2 === 1 ? named : [...named].reverse()) {
      const figures = rounded(await run(round));
      all.push(figures);
      results.round({ of, side, round, figures });
    }
  }
  const told = {} as Record<Name, Rounds<Measured>>;
  for (const { side, all } of named) {
    told[side] = { median: medianFigures(all), all };
    results.median({ of, side, rounds, figures: told[side].median });
  }
  return told;
}
