/** Failure rates of one scope, night by night: the rate, the band that was expected, and what stands out. */

import { shiftNight } from "../../../core/night.ts";
import type { RatePoint } from "../../../core/page/page-view.ts";
import type { Html } from "../html.ts";
import { drawChart } from "./draw-chart.ts";
import { dayText, scaleOf, shareOf } from "./rate-scale.ts";

const width = 340;
const height = 128;

/** `label` says in words what is seen. */
export function rateChart(points: readonly RatePoint[], label: string): Html {
  const nights = nightsOf(points);
  const at = new Map(points.map((point) => [point.night, point]));
  const all = nights.map((night) => at.get(night) ?? null);
  const scale = scaleOf(points);
  const xAxis = xAxisOf(nights);
  const series = [...bandSeries(all), lineSeries(all)];
  const grid = { left: 44, right: 8, top: 10, bottom: 22, outerBoundsMode: "none" };
  return drawChart({ width, height, label, option: { grid, xAxis, yAxis: yAxisOf(scale), series } });
}

/** Every night from the first to the last, also where there is none. */
function nightsOf(points: readonly RatePoint[]): readonly string[] {
  const nights: string[] = [];
  const last = points.at(-1)?.night ?? "";
  for (let night = points[0]?.night ?? "9"; night <= last; night = shiftNight(night, 1)) nights.push(night);
  return nights;
}

const text = { color: "var(--muted)", fontSize: 11 };

function xAxisOf(nights: readonly string[]) {
  const last = nights.length - 1;
  return {
    type: "category",
    data: nights,
    boundaryGap: last === 0,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: "var(--axis)" } },
    axisLabel: {
      ...text,
      formatter: dayText,
      interval: (index: number) => index === 0 || index === last,
      showMinLabel: true,
      showMaxLabel: true,
      hideOverlap: false,
      ...(last > 0 && { alignMinLabel: "left", alignMaxLabel: "right" }),
    },
  };
}

function yAxisOf({ most, digits }: ReturnType<typeof scaleOf>) {
  return {
    type: "value",
    min: 0,
    max: most,
    interval: most / 2,
    axisLabel: { ...text, formatter: (share: number) => `${share.toFixed(share === 0 ? 0 : digits)} %` },
    splitLine: { lineStyle: { color: "var(--line)" } },
  };
}

const plain = { type: "line", symbol: "none", silent: true, clip: false, z: 2 };

/** The lower edge is drawn by nothing; what stands on it is the band. */
function bandSeries(all: readonly (RatePoint | null)[]) {
  const edge = (point: RatePoint | null, side: "low" | "high") =>
    point === null || point[side] === null ? null : shareOf(point[side], point.ended);
  const low = all.map((point) => edge(point, "low"));
  const high = all.map((point, at) => {
    const upper = edge(point, "high");
    return upper === null ? null : upper - (low[at] ?? 0);
  });
  if (high.every((share) => share === null)) return [];
  const none = { ...plain, stack: "band", lineStyle: { width: 0 }, z: 1 };
  return [
    { ...none, data: low },
    { ...none, data: high, areaStyle: { color: "var(--band)", opacity: 1 } },
  ];
}

/** Nights that stand out have a mark of their own, told apart by shape and not by colour alone. */
function lineSeries(all: readonly (RatePoint | null)[]) {
  const data = all.map((point, at) => {
    if (point === null) return null;
    const isAlone = (all[at - 1] ?? null) === null && (all[at + 1] ?? null) === null;
    return { value: shareOf(point.failed, point.ended), ...markOf(point, at === all.length - 1, isAlone) };
  });
  return { ...plain, data, lineStyle: { color: "var(--accent)", width: 1.75 } };
}

const filled = (color: string) => ({ color, opacity: 1, borderColor: "var(--card)", borderWidth: 1.5 });
const hollow = { color: "var(--card)", opacity: 1, borderColor: "var(--accent)", borderWidth: 1.5 };

/** A night that stands alone is a dot: a line has two ends. */
function markOf({ alerted, complete }: RatePoint, isLast: boolean, isAlone: boolean) {
  if (alerted) return { symbol: "diamond", symbolSize: 12, itemStyle: filled("var(--bad)") };
  if (!complete) return { symbol: "circle", symbolSize: 7, itemStyle: hollow };
  if (isLast) return { symbol: "circle", symbolSize: 7, itemStyle: filled("var(--accent)") };
  return isAlone ? { symbol: "circle", symbolSize: 4, itemStyle: filled("var(--accent)") } : { symbol: "none" };
}
