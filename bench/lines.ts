/** The JSON lines of one run of a subject: where and when, then each round, median and target. */

import type { Figures } from "./figures.ts";
import type { Target, Verdict } from "./target.ts";

export interface RunLine {
  readonly kind: "run";
  readonly bench: string;
  readonly full: boolean;
  /** In UTC. */
  readonly date: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  /** Processes that wanted a core in the minute before: figures of a busy machine say little. */
  readonly load: number;
}

interface Measurement {
  readonly bench: string;
  /** Of what: a size, a form. */
  readonly of: string;
  readonly side: string;
  readonly figures: Figures;
}

export interface RoundLine extends Measurement {
  readonly kind: "round";
  readonly round: number;
}

export interface MedianLine extends Measurement {
  readonly kind: "median";
  readonly rounds: number;
}

export interface TargetLine extends Target {
  readonly kind: "target";
  readonly bench: string;
  readonly verdict: Verdict;
}

export type Line = RunLine | RoundLine | MedianLine | TargetLine;

/** Of the small sizes and of the large ones. */
export function fileOf({ bench, full }: Pick<RunLine, "bench" | "full">): string {
  return full ? `${bench}.full.jsonl` : `${bench}.jsonl`;
}
