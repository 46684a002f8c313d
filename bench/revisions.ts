/**
 * Two revisions of a night compared, beside DuckDB's full outer join, `comm` and a map, on the same files.
 *
 * CPU time is that of the work: no side pays for being loaded.
 */

import { deepStrictEqual } from "node:assert/strict";
import { alternate } from "./alternate.ts";
import { readable } from "./figures.ts";
import { bundleSides, runSide, runToEnd } from "./processes.ts";
import type { Results } from "./results.ts";
import type { Form } from "./revision-files.ts";
import { type Differences, evenRows, plantedDifferences } from "./revision-rows.ts";
import { inSteps, type Scale, type Subject } from "./subject.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";

type Tool = "ours" | "duckdb" | "comm" | "map";

const rounds = 3;
/** A map of more lines does not fit into memory. Of fewer it is made once, so slow is it. */
const mostMapped = 2_000_000;
/** More lines are compared once. */
const mostRepeated = 2_000_000;

const cpuTarget = 2.5;
const rssTargetMb = 120;

export const revisions: Subject = {
  name: "revisions",
  says: "two revisions of a night compared, beside DuckDB, comm and a map",
  sizes: {
    of: `findings of a revision, in steps of ${evenRows}`,
    small: [1_000_000],
    full: [1_000_000, 10_000_000],
  },
  measure,
};

async function measure({ size }: Scale, results: Results): Promise<void> {
  const rows = inSteps(size, evenRows);
  await bundleSides(["made", "ours", "duckdb", "comm", "map"].map((side) => `revisions-${side}`));
  await inTemporaryFolder(async (folder) => {
    await runToEnd("revisions-made", [folder, String(rows)]);
    for (const form of ["plain", "gzip"] as const) await compare({ rows, folder, form }, results);
  });
}

interface Files {
  readonly rows: number;
  readonly folder: string;
  readonly form: Form;
}

interface Cost {
  readonly workCpuMs: number;
  /** Of `comm` nobody tells. */
  readonly peakRssMb?: number;
}

async function compare(files: Files, results: Results): Promise<void> {
  const { rows, form } = files;
  const of = `${readable(rows)} + ${readable(rows)} findings, ${form}`;
  const side = (tool: Tool) => () => run(tool, files);
  const sides = { ours: side("ours"), duckdb: side("duckdb"), comm: side("comm") };
  const { ours, duckdb } = await alternate({ of, rounds: isRepeated(files) ? rounds : 1, sides }, results);
  if (rows <= mostMapped) await alternate({ of, rounds: 1, sides: { map: side("map") } }, results);
  const ratio = duckdb.median.workCpuMs / ours.median.workCpuMs;
  if (form === "gzip") {
    results.say(
      `revisions, ${of}: DuckDB's CPU is ${readable(ratio)} times ours, which checks every hash of the report`,
    );
    return;
  }
  results.judge({ target: `${of}: CPU of DuckDB / ours`, bound: { atLeast: cpuTarget }, value: ratio, unit: "times" });
  const peak = ours.median.peakRssMb ?? Number.NaN;
  results.judge({ target: `${of}, peak memory`, bound: { under: rssTargetMb }, value: peak, unit: "MB" });
}

/** Of packed files nothing is judged, and of large ones one round is long enough. */
function isRepeated({ rows, form }: Files): boolean {
  return form === "plain" && rows <= mostRepeated;
}

async function run(tool: Tool, { rows, folder, form }: Files): Promise<Cost> {
  const planted = plantedDifferences(rows);
  const {
    wallMs: _,
    cpuMs: __,
    workCpuMs,
    peakRssMb,
    ...found
  } = await runSide<object>(`revisions-${tool}`, [form, folder], []);
  deepStrictEqual(found, tool === "comm" ? linesOf(planted) : planted);
  return { workCpuMs, ...(peakRssMb === null ? {} : { peakRssMb }) };
}

/** What changed is a line of each file. */
function linesOf({ added, removed, changed }: Differences): object {
  return { before: removed + changed, after: added + changed };
}
