/** The command's options. */

import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

export interface Options {
  readonly help: boolean;
  readonly seeds: number;
  readonly from: number;
  readonly workers: number;
  /** A plan in a file instead of seeds. */
  readonly plan: string | null;
  readonly shrink: boolean;
  /** The known bug that this build has, for what is said of it. */
  readonly plant: string | null;
}

export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const help = `Usage: npm run simulate -- --seeds N [options]

Plays whole nights on virtual time under faults, one schedule a seed, and holds
what came of them to the promises.

  --seeds N      how many seeds to play (300)
  --from S       the first of them (1)
  --workers W    how many processes play (the number of cores, at most 4)
  --plan FILE    play the plan in this file instead
  --plant NAME   build with a known bug, which is to be found; "list" names them
  --no-shrink    do not look for the smallest schedule that fails
  --help         this text

Exits 1 when a promise was broken, 2 when an option makes no sense.
`;

const mostSeeds = 2 ** 31 - 1;

/** Throws `UsageError`. */
export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  return {
    help: values.help ?? false,
    seeds: wholeNumber("--seeds", values.seeds ?? "300", [1, mostSeeds]),
    from: wholeNumber("--from", values.from ?? "1", [0, mostSeeds]),
    workers: wholeNumber("--workers", values.workers ?? String(Math.min(4, availableParallelism())), [1, 64]),
    plan: values.plan ?? null,
    shrink: !(values["no-shrink"] ?? false),
    plant: values.plant ?? null,
  };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = { seeds: text, from: text, workers: text, plan: text, plant: text, "no-shrink": flag, help: flag };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function wholeNumber(name: string, text: string, [least, most]: readonly [number, number]): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${name} takes a whole number from ${least} to ${most}; seen: ${text}`);
}
