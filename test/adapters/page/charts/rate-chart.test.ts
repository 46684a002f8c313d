import { describe, expect, it } from "vitest";
import { rateChart } from "../../../../lib/adapters/page/charts/rate-chart.ts";
import type { RatePoint } from "../../../../lib/core/page/page-view.ts";

function aPoint(night: string, parts: Partial<RatePoint> = {}): RatePoint {
  return { night, failed: 10, ended: 1_000, complete: true, low: null, high: null, alerted: false, ...parts };
}

function count(markup: string, part: string): number {
  return markup.split(part).length - 1;
}

describe("rateChart()", () => {
  it("draws a line, and a band where one was expected", () => {
    const plain = [aPoint("2026-11-19"), aPoint("2026-11-20"), aPoint("2026-11-21")];
    expect(count(rateChart(plain, "").markup, "var(--band)")).toBe(0);
    const banded = plain.map((point) => ({ ...point, low: 5, high: 15 }));
    const { markup } = rateChart(banded, "<rates>");
    expect(count(markup, "var(--band)")).toBe(1);
    expect(markup).toContain('aria-label="&lt;rates&gt;"');
    expect(markup).toContain(">19 Nov</text>");
    expect(markup).toContain(">21 Nov</text>");
    expect(markup).not.toContain(">20 Nov</text>");
  });

  it("breaks the line where there is no night", () => {
    const line = (points: readonly RatePoint[]) =>
      /<path d="([^"]*)" fill="none" stroke="var\(--accent\)"/.exec(rateChart(points, "").markup)?.[1];
    const whole = ["2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"].map((night) => aPoint(night));
    expect(count(line(whole) ?? "", "M")).toBe(1);
    expect(count(line(whole.filter(({ night }) => night !== "2026-11-19")) ?? "", "M")).toBe(2);
  });

  it("marks what alerted, what was not whole, and the last night", () => {
    const points = [
      aPoint("2026-11-18"),
      aPoint("2026-11-19", { alerted: true }),
      aPoint("2026-11-20", { complete: false }),
      aPoint("2026-11-21"),
    ];
    const { markup } = rateChart(points, "");
    expect(count(markup, 'fill="var(--bad)"')).toBe(1);
    expect(count(markup, 'fill="var(--card)"')).toBe(1);
    expect(count(markup, 'fill="var(--accent)"')).toBe(1);
  });

  it("shows a night that stands alone as a dot", () => {
    const { markup } = rateChart([aPoint("2026-11-17"), aPoint("2026-11-20"), aPoint("2026-11-21")], "");
    expect(count(markup, 'fill="var(--accent)"')).toBe(2);
    expect(count(rateChart([aPoint("2026-11-21")], "").markup, 'fill="var(--accent)"')).toBe(1);
  });
});
