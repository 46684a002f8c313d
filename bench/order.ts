/** What `npm run bench` is asked for. */

import { parseArgs } from "node:util";
import { readable } from "./figures.ts";
import type { Subject } from "./subject.ts";

export interface Order {
  readonly chosen: readonly Subject[];
  /** Instead of the usual sizes. */
  readonly size: number | undefined;
  readonly full: boolean;
  /** Whether the results are kept, and README.md written from them. */
  readonly write: boolean;
}

/** Why there is nothing to measure. */
export interface Refusal {
  readonly text: string;
  readonly exitCode: 0 | 2;
}

export function readOrder(args: readonly string[], subjects: readonly Subject[]): Order | Refusal {
  try {
    return ordered(args, subjects);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { text: `${reason}\n\n${usage(subjects)}`, exitCode: 2 };
  }
}

/** Throws what is wrong with the arguments. */
function ordered(args: readonly string[], subjects: readonly Subject[]): Order | Refusal {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return { text: usage(subjects), exitCode: 0 };
  const [name, ...sizes] = positionals;
  const [given, ...more] = values.jobs === undefined ? sizes : [...sizes, values.jobs];
  const chosen = subjects.filter((subject) => name === undefined || subject.name === name);
  if (chosen.length === 0) throw new Error(`There is no benchmark ${name}.`);
  if (more.length > 0) throw new Error(`One size is enough, not ${[given, ...more].join(" and ")}.`);
  if (name === undefined && given !== undefined) throw new Error("A size needs the name of a benchmark before it.");
  const { full, write } = values;
  if (given === undefined) return { chosen, size: undefined, full, write };
  if (!/^[1-9]\d*$/.test(given)) throw new Error(`A size is a whole number above 0, not ${given}.`);
  if (write) throw new Error("Only results of the usual sizes are kept: --write goes without a size.");
  return { chosen, size: Number(given), full, write };
}

const options = {
  full: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
  jobs: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

function usage(subjects: readonly Subject[]): string {
  const width = Math.max(...subjects.map(({ name }) => name.length));
  const rows = subjects.map(({ name, says, sizes: { of, small, full } }) => {
    const usual = `${small.map(readable).join(" and ")}; --full ${full.map(readable).join(" and ")}`;
    return `  ${name.padEnd(width)}  ${says}\n  ${" ".repeat(width)}  SIZE: ${of} (${usual})`;
  });
  return `npm run bench                         every benchmark, small sizes
npm run bench -- --full               every benchmark, large sizes
npm run bench -- NAME [SIZE] [--full] one
npm run bench -- [NAME] --write       keeps the results in bench/results and writes the table in bench/README.md

Exit codes: 0 every target is met, 1 one is missed, 2 the command is wrong. --jobs N is another way to tell SIZE.

${rows.join("\n")}
`;
}
