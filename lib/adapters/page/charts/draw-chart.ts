/**
 * One chart as SVG that stands in a document: no size, style, script or id of its own, its colours taken from the page.
 *
 * echarts numbers what it draws through the whole process; none of these numbers is left, so that the same chart is the
 * same text whenever it is drawn.
 */

import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import { GridComponent, VisualMapPiecewiseComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { type Html, html, trusted } from "../html.ts";

export interface Chart {
  /** In its own units; the page decides how large it is shown. */
  readonly width: number;
  readonly height: number;
  /** What it shows, for who does not see it. */
  readonly label: string;
  readonly option: EChartsCoreOption;
}

use([BarChart, HeatmapChart, LineChart, GridComponent, VisualMapPiecewiseComponent, SVGRenderer]);

export function drawChart(chart: Chart): Html {
  const { width, height, label } = chart;
  return html`<svg role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}">${shapesOf(chart)}</svg>`;
}

/** As wide as there is room, whatever that does to its shape, and a row high for each thing that it shows. */
export function drawRows(chart: Chart, rows: number): Html {
  const { width, height, label } = chart;
  return html`<svg role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" height="${rows * rowRem}rem">${shapesOf(chart)}</svg>`;
}

/** The style of the page gives the names beside the chart the same height. */
const rowRem = 2;

/** A drawing that is not disposed of keeps its process alive. */
function shapesOf({ width, height, option }: Chart): Html {
  const drawing = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    drawing.setOption({ animation: false, ...option });
    return trusted(stripped(drawing.renderToSVGString()));
  } finally {
    drawing.dispose();
  }
}

/** Attributes that serve a script, or that the page's policy forbids. Text cannot look like one: its quotes are escaped. */
const needless = / (?:ecmeta_\w+|class|style|pointer-events|xml:space|stroke-linejoin)="[^"]*"/g;
/** Nothing is drawn outside of its chart, so nothing has to be cut. */
const clips = /<g clip-path="[^"]*">|<\/g>|<defs >.*<\/defs>/gs;
const invisible = /<rect [^>]*fill="none"><\/rect>|<path [^>]*stroke-width="0"><\/path>/g;

function stripped(svg: string): string {
  const shapes = svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("<style"));
  const clean = shapes.replace(clips, "").replace(needless, "").replace(invisible, "");
  return clean.replaceAll("></path>", "/>").replaceAll("\n", "");
}
