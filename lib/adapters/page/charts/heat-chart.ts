/** Failures by queue and hour, as cells without any text: the page has names and hours beside them. */

import type { QueueHours } from "../../../core/page/page-view.ts";
import type { Html } from "../html.ts";
import { drawRows } from "./draw-chart.ts";
import { type HeatLevel, heatColour } from "./heat-levels.ts";

const cell = { width: 40, height: 32 };
const hoursOfDay = 24;

export interface HeatRequest {
  readonly rows: readonly QueueHours[];
  readonly levels: readonly HeatLevel[];
  readonly label: string;
}

export function heatChart({ rows, levels, label }: HeatRequest): Html {
  const pieces = levels.map(({ from, to }, at) => ({
    gte: from,
    lte: to,
    color: `var(--heat-${heatColour(at, levels)})`,
  }));
  const data = rows.flatMap(({ failed }, row) => failed.map((count, hour) => [hour, rows.length - 1 - row, count]));
  const names = (count: number) => Array.from({ length: count }, (_, at) => String(at));
  const option = {
    grid: { left: 0, right: 0, top: 0, bottom: 0, outerBoundsMode: "none" },
    xAxis: { type: "category", data: names(hoursOfDay), show: false },
    yAxis: { type: "category", data: names(rows.length), show: false },
    visualMap: { type: "piecewise", show: false, dimension: 2, pieces },
    series: [{ type: "heatmap", data, silent: true, itemStyle: { borderWidth: 2, borderColor: "var(--card)" } }],
  };
  return drawRows({ width: hoursOfDay * cell.width, height: rows.length * cell.height, label, option }, rows.length);
}
