/** The tables of README.md, which follow from the JSON lines that are kept, and from nothing else. */

import { figureNames, figureText, kinds } from "./figures.ts";
import type { Line, MedianLine, RunLine, TargetLine } from "./lines.ts";
import { markdownTable } from "./markdown-table.ts";
import { boundText, valueText } from "./target.ts";

const begin = "<!-- Written by `npm run bench -- --write`. -->";
const end = "<!-- End of what is written. -->";

/** The lines of one file: its run first. */
export type Kept = readonly Line[];

/** `page` with what is kept between its markers. */
export function withTables(page: string, kept: readonly Kept[]): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`The page has no place for tables, between ${begin} and ${end}`);
  const parts = [false, true].map((full) =>
    sizesText(
      full,
      kept.filter((lines) => isOf(lines, full)),
    ),
  );
  return `${page.slice(0, from)}${begin}\n${parts.join("")}\n${page.slice(to)}`;
}

function isOf(lines: Kept, full: boolean): boolean {
  return lines.some((line) => line.kind === "run" && line.full === full);
}

function sizesText(full: boolean, kept: readonly Kept[]): string {
  if (kept.length === 0) return "";
  const lines = kept.flat();
  const runs = lines.filter((line) => line.kind === "run");
  const targets = lines.filter((line) => line.kind === "target");
  const medians = lines.filter((line) => line.kind === "median");
  const title = full ? "### Large sizes" : "### Small sizes";
  return `\n${[title, machinesText(runs), targetsTable(targets), mediansTable(medians)].join("\n\n")}\n`;
}

/** A line for each machine and day. */
function machinesText(runs: readonly RunLine[]): string {
  const machines = new Map<string, RunLine[]>();
  for (const run of runs) machines.set(machineText(run), [...(machines.get(machineText(run)) ?? []), run]);
  const lines = [...machines].map(([machine, on]) => {
    const load = Math.max(...on.map((run) => run.load));
    return `- ${on.map(({ bench }) => bench).join(", ")}: ${machine}, load at the start up to ${load}`;
  });
  return lines.join("\n");
}

function machineText({ date, cores, cpu, memoryGb, node }: RunLine): string {
  return `${date}, ${cores} cores (${cpu}), ${memoryGb} GB, Node ${node}`;
}

export function targetsTable(targets: readonly TargetLine[]): string {
  const rows = targets.map((line) => [line.bench, line.target, boundText(line), valueText(line), line.verdict]);
  return markdownTable(["subject", "target", "bound", "measured", "verdict"], rows);
}

function mediansTable(medians: readonly MedianLine[]): string {
  const header = ["subject", "of", "side", ...figureNames.map((name) => kinds[name].title), "rounds"];
  const rows = medians.map(({ bench, of, side, figures, rounds }) => {
    const cells = figureNames.map((name) => {
      const value = figures[name];
      return value === undefined ? "" : figureText(name, value);
    });
    return [bench, of, side, ...cells, String(rounds)];
  });
  return markdownTable(header, rows);
}
