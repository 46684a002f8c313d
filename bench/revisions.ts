/**
 * Two revisions of a night compared, beside DuckDB's full outer join, `comm` and a map, on the same files in one run.
 *
 * Sides change places every round, each in a process of its own; what they found is asserted before their times are
 * believed. CPU time is that of the work: no side pays for being loaded.
 */

import { deepStrictEqual } from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleSides, runSide, runToEnd } from "./processes.ts";
import { openResults, type Results } from "./results.ts";
import type { Form } from "./revision-files.ts";
import { type Differences, evenRows, plantedDifferences } from "./revision-rows.ts";

const tools = ["ours", "duckdb", "comm", "map"] as const;
type Tool = (typeof tools)[number];

interface Case {
  readonly rows: number;
  readonly rounds: number;
  readonly tools: readonly Tool[];
}

/** A map of more lines does not fit into memory. */
const mostMapped = 2_000_000;

const small: readonly Case[] = [{ rows: 400_000, rounds: 3, tools }];
const large: readonly Case[] = [{ rows: 1_000_000, rounds: 3, tools }, caseOf("10000000")];

const cpuTarget = 2.5;
const rssTargetMb = 120;

export interface RevisionsOptions {
  readonly full: boolean;
  /** Findings of a revision, instead of the usual sizes. */
  readonly size: string | undefined;
}

/** Whether every target was met. */
export async function benchRevisions({ full, size }: RevisionsOptions): Promise<boolean> {
  await bundleSides(["revisions-made", ...tools.map((tool) => `revisions-${tool}`)]);
  const results = await openResults("revisions");
  for (const each of size === undefined ? (full ? large : small) : [caseOf(size)]) await compareAll(each, results);
  return results.close();
}

function caseOf(size: string): Case {
  const rows = Math.max(1, Math.round(Number(size) / evenRows)) * evenRows;
  return { rows, rounds: 1, tools: tools.filter((tool) => tool !== "map" || rows <= mostMapped) };
}

async function compareAll(each: Case, results: Results): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "job-audit-bench-"));
  try {
    await runToEnd("revisions-made", [folder, String(each.rows)]);
    for (const form of ["plain", "gzip"] as const) await compareForm({ ...each, folder, form }, results);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface FormCase extends Case {
  readonly folder: string;
  readonly form: Form;
}

interface Cost {
  readonly workCpuMs: number;
  /** Null: nobody told. */
  readonly peakRssMb: number | null;
}

async function compareForm(each: FormCase, results: Results): Promise<void> {
  const costs = new Map<Tool, Cost[]>(each.tools.map((tool) => [tool, []]));
  for (let round = 0; round < each.rounds; round += 1) {
    for (const tool of round % 2 === 0 ? each.tools : [...each.tools].reverse()) {
      const cost = await runTool(tool, each);
      costs.get(tool)?.push(cost);
      results.add({ round: round + 1, tool, rows: each.rows, form: each.form, ...cost }, describe(tool, cost));
    }
  }
  const medians = new Map([...costs].map(([tool, all]) => [tool, medianOf(all)]));
  results.say(`medians of ${each.rounds}, two revisions of ${each.rows} findings, ${each.form}:`);
  for (const [tool, cost] of medians) {
    results.add({ median: each.rounds, tool, rows: each.rows, form: each.form, ...cost }, describe(tool, cost));
  }
  judge(each, medians, results);
}

async function runTool(tool: Tool, { rows, folder, form }: FormCase): Promise<Cost> {
  const args = [form, folder];
  const planted = plantedDifferences(rows);
  const { wallMs: _, cpuMs: __, workCpuMs, peakRssMb, ...found } = await runSide<object>(`revisions-${tool}`, args, []);
  deepStrictEqual(found, tool === "comm" ? linesOf(planted) : planted);
  return { workCpuMs, peakRssMb };
}

/** What changed is a line of each file. */
function linesOf({ added, removed, changed }: Differences): object {
  return { before: removed + changed, after: added + changed };
}

function judge({ rows, form }: FormCase, medians: ReadonlyMap<Tool, Cost>, results: Results): void {
  const [ours, duckdb] = [medians.get("ours"), medians.get("duckdb")];
  if (ours === undefined || duckdb === undefined) return;
  const ratio = duckdb.workCpuMs / ours.workCpuMs;
  const peak = ours.peakRssMb ?? Number.POSITIVE_INFINITY;
  const of = `${rows} + ${rows} findings, ${form}`;
  const figures = `DuckDB takes ${ratio.toFixed(2)} times our CPU, our peak is ${peak.toFixed(0)} MB`;
  results.say(`${of}: ${figures}${form === "gzip" ? "; ours checks every hash of the report" : ""}`);
  if (form === "gzip") return;
  results.judge(`${of}: at least ${cpuTarget} times less CPU than DuckDB`, ratio >= cpuTarget, ratio.toFixed(2));
  results.judge(`${of}: peak memory under ${rssTargetMb} MB`, peak < rssTargetMb, `${peak.toFixed(0)} MB`);
}

/** By each figure on its own. */
function medianOf(costs: readonly Cost[]): Cost {
  const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const known = costs.flatMap(({ peakRssMb }) => peakRssMb ?? []);
  return { workCpuMs: middle(costs.map((each) => each.workCpuMs)) ?? 0, peakRssMb: middle(known) ?? null };
}

function describe(tool: Tool, { workCpuMs, peakRssMb }: Cost): string {
  const peak = peakRssMb === null ? "peak not told" : `peak ${peakRssMb.toFixed(0)} MB`;
  return `  ${tool}: ${(workCpuMs / 1000).toFixed(2)} s CPU, ${peak}`;
}
