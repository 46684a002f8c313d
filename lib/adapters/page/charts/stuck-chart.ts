/** Stuck and held jobs by scope, as bars without any text: the page has names and numbers beside them. */

import type { StuckScope } from "../../../core/page/page-view.ts";
import type { Html } from "../html.ts";
import { drawRows } from "./draw-chart.ts";

const width = 400;
const rowHeight = 32;

const parts = [
  ["queued", "var(--queued)"],
  ["running", "var(--running)"],
  ["held", "var(--held)"],
] as const;

export function stuckChart(rows: readonly StuckScope[], label: string): Html {
  const upwards = [...rows].reverse();
  const most = Math.max(...rows.map(({ queued, running, held }) => queued + running + held));
  const option = {
    grid: { left: 0, right: 0, top: 0, bottom: 0, outerBoundsMode: "none" },
    xAxis: { type: "value", min: 0, max: most, show: false },
    yAxis: { type: "category", data: rows.map((_, at) => String(at)), show: false },
    series: parts.map(([part, color]) => ({
      type: "bar",
      stack: "all",
      barWidth: 14,
      silent: true,
      data: upwards.map((row) => row[part]),
      itemStyle: { color },
    })),
  };
  return drawRows({ width, height: rows.length * rowHeight, label, option }, rows.length);
}
