/** Quiet nights in one line of the screen: a bar for each as it ends, then what they come to. */

import { percentText } from "../lib/core/numbers-text.ts";
import { amount } from "../lib/core/words.ts";
import type { Io } from "./io.ts";
import { isPlain, sparkline } from "./render/sparkline.ts";

export interface QuietNight {
  readonly night: string;
  /** How many jobs are in each state. */
  readonly states: Readonly<Record<string, number>>;
  /** Incidents that resolved in it. */
  readonly resolved: number;
  /** Of the alerts that came of it. */
  readonly titles: readonly string[];
}

export interface QuietLine {
  add(quiet: QuietNight): void;
  /** Of the line; without one it does nothing. */
  end(): void;
}

/** The share of failed jobs that the tallest bar stands for. */
const tallest = 0.1;

export function createQuietLine(io: Io): QuietLine {
  let nights: QuietNight[] = [];
  return {
    add(quiet) {
      if (nights.length === 0) io.out(`${quiet.night} `);
      io.out(sparkline([rateOf([quiet])], { plain: isPlain(io.env), most: tallest }));
      nights.push(quiet);
    },
    end() {
      if (nights.length > 0) io.out(endText(nights));
      nights = [];
    },
  };
}

function endText(nights: readonly QuietNight[]): string {
  const resolved = nights.reduce((sum, night) => sum + night.resolved, 0);
  const news = resolved === 0 ? "nothing opened" : `${amount(resolved, "incident")} resolved`;
  const rate = `${percentText(rateOf(nights))} failed`;
  const alerts = nights.flatMap(({ titles }) => titles.map((title) => `  alert: ${title}\n`)).join("");
  return ` ${nights.at(-1)?.night}: ${amount(nights.length, "quiet night")}, ${rate}, ${news}.\n${alerts}\n`;
}

/** Of the jobs that ended. */
function rateOf(nights: readonly QuietNight[]): number {
  const sumOf = (state: string) => nights.reduce((sum, { states }) => sum + (states[state] ?? 0), 0);
  const failed = sumOf("Failed");
  return failed / (failed + sumOf("Success"));
}
