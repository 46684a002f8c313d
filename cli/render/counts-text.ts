/** Jobs by state and findings by verdict, side by side. */

import type { Manifest } from "../../lib/core/schema/manifest.ts";
import { verdicts } from "../../lib/core/verdict.ts";
import { countText } from "../../lib/core/words.ts";
import type { Look } from "./look.ts";
import { type Column, tableText } from "./table.ts";

type Count = readonly [name: string, count: string];
interface CountRow {
  readonly state: Count;
  readonly verdict: Count;
}

const columns: readonly Column<CountRow>[] = [
  { title: "state", value: ({ state }) => state[0], least: 10 },
  { title: "jobs", value: ({ state }) => state[1], align: "right" },
  { title: "", value: () => "" },
  { title: "verdict", value: ({ verdict }) => verdict[0] },
  { title: "findings", value: ({ verdict }) => verdict[1], align: "right" },
];

export function countsText({ jobs, byState, byVerdict }: Manifest, findings: number, look: Look): string {
  const states = Object.entries(byState).sort(([, a], [, b]) => b - a);
  const known = verdicts.filter((verdict) => (byVerdict[verdict] ?? 0) > 0);
  const left = [...states, ["all", jobs] as const];
  const right = [...known.map((verdict) => [verdict, byVerdict[verdict] ?? 0] as const), ["all", findings] as const];
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, at) => ({
    state: countOf(left[at]),
    verdict: countOf(right[at]),
  }));
  return tableText(columns, rows, look, "  ");
}

function countOf(entry: readonly [string, number] | undefined): Count {
  return entry === undefined ? ["", ""] : [entry[0], countText(entry[1])];
}
