/** How often the method cries wolf, and how much it sees, on nights drawn from a known distribution. */

import { describe, expect, it } from "vitest";
import { alertedNights } from "../../lib/core/spikes/alerted-nights.ts";
import { findDrifts } from "../../lib/core/spikes/cusum.ts";
import { judgeRates } from "../../lib/core/spikes/judge-rates.ts";
import { nextSum } from "../../lib/core/stats/upper-cusum.ts";
import { indexedNights } from "../core/spikes/strata.ts";
import {
  createRandom,
  drawNight,
  drawNights,
  drawPlaces,
  normal,
  type Place,
  type Random,
} from "./simulated-nights.ts";

const scopes = 50;
const oldest = "2026-01-01";
const dispersions = [0, 0.0001, 0.001];

function drawn(random: Random, places: readonly Place[], nights: number) {
  return places.map((place, index) => ({
    key: String(index),
    place,
    nights: drawNights(random, place, { oldest, nights }),
  }));
}

/** Alerts in 30 nights over all scopes, when nothing happens; each night has at least `history` nights before it. */
function falseAlerts(
  dispersion: number,
  { worlds, history }: { readonly worlds: number; readonly history: number },
): number {
  const random = createRandom(1 + history);
  let alerts = 0;
  for (let world = 0; world < worlds; world += 1) {
    const series = drawn(random, drawPlaces(random, scopes, dispersion), history + 30);
    for (const nights of alertedNights(indexedNights(series)).past.values())
      alerts += nights.slice(0, 30).filter((of) => of.alerted).length;
  }
  return alerts / worlds;
}

/** Of one scope at a time whose rate is ten times the usual, among 49 that are as usual: how many are found. */
function power(
  dispersion: number,
  worlds: number,
): Record<"below 5" | "5 to 100" | "above 100" | "5 and more", string> {
  const random = createRandom(7);
  const found = { "below 5": [0, 0], "5 to 100": [0, 0], "above 100": [0, 0], "5 and more": [0, 0] };
  const count = (row: number[], hit: boolean) => {
    row[0] = (row[0] ?? 0) + Number(hit);
    row[1] = (row[1] ?? 0) + 1;
  };
  for (let world = 0; world < worlds; world += 1) {
    const series = drawn(random, drawPlaces(random, scopes, dispersion), 28);
    const quiet = series.map(({ place }) => drawNight(random, place));
    for (const [risen, { place }] of series.entries()) {
      const strata = series.map(({ key, nights }, index) => {
        const now = index === risen ? drawNight(random, place, 10) : (quiet[index] ?? { failed: 0, ended: 1 });
        return { key, now, complete: true, history: nights };
      });
      const hit = judgeRates(strata, { night: "2026-01-29" })[risen]?.verdict === "spike";
      const expected = place.jobs * place.rate;
      count(found[expected < 5 ? "below 5" : expected <= 100 ? "5 to 100" : "above 100"], hit);
      if (expected >= 5) count(found["5 and more"], hit);
    }
  }
  const share = ([hits = 0, of = 1]: number[]) => (hits / of).toFixed(3);
  return {
    "below 5": share(found["below 5"]),
    "5 to 100": share(found["5 to 100"]),
    "above 100": share(found["above 100"]),
    "5 and more": share(found["5 and more"]),
  };
}

describe("spikes on simulated history", () => {
  it.each(dispersions)(
    "cries wolf at most 3 times in 30 nights over 50 scopes, at dispersion %s",
    (dispersion) => {
      const after28 = falseAlerts(dispersion, { worlds: 20, history: 28 });
      const after7 = falseAlerts(dispersion, { worlds: 8, history: 7 });
      const fromTheFirst = falseAlerts(dispersion, { worlds: 8, history: 0 });
      process.stdout.write(
        `dispersion ${dispersion}: false alerts in 30 nights over 50 scopes: ${after28.toFixed(2)} after 28 nights, ` +
          `${after7.toFixed(2)} after 7, ${fromTheFirst.toFixed(2)} from the first night on\n`,
      );
      expect(after28).toBeLessThanOrEqual(3);
      expect(after7).toBeLessThanOrEqual(3);
      expect(fromTheFirst).toBeLessThanOrEqual(3);
    },
    60_000,
  );

  it.each(dispersions)(
    "finds a tenfold rise 85 times in 100 where 5 failures are expected, at dispersion %s",
    (dispersion) => {
      const found = power(dispersion, 12);
      process.stdout.write(
        `dispersion ${dispersion}: tenfold rise found, by expected failures: ${JSON.stringify(found)}\n`,
      );
      expect(Number(found["5 and more"])).toBeGreaterThanOrEqual(0.85);
    },
    60_000,
  );
});

/** Nights until the sum reaches 6, of residuals that lie `shift` standard deviations above the mean. */
function runLength(random: Random, shift: number): number {
  let nights = 0;
  for (let sum = 0; sum < 6; nights += 1) sum = nextSum(sum, normal(random) + shift, 0.5);
  return nights;
}

function meanRunLength(shift: number, runs: number): number {
  const random = createRandom(3);
  let total = 0;
  for (let run = 0; run < runs; run += 1) total += runLength(random, shift);
  return total / runs;
}

describe("drift on simulated history", () => {
  it("has the run lengths that a CUSUM with 0.5 and 6 has", () => {
    const lengths = [meanRunLength(0, 400), meanRunLength(1, 4_000), meanRunLength(2, 4_000)];
    process.stdout.write(`CUSUM, nights until an alarm: ${lengths.map((nights) => nights.toFixed(1)).join(", ")}\n`);
    // Siegmund, Sequential Analysis, 1985: 2 * (exp(h + 1.166) - h - 1.166 - 1) at no shift, for one side.
    expect(lengths[0]).toBeGreaterThan(2_200);
    expect(lengths[0]).toBeLessThan(2_900);
    expect(lengths[1]).toBeCloseTo(12.5, 0);
    expect(lengths[2]).toBeCloseTo(4.7, 0);
  });

  it.each(dispersions)("seldom sees a drift where there is none, at dispersion %s", (dispersion) => {
    const random = createRandom(5);
    const worlds = 30;
    let drifts = 0;
    for (let world = 0; world < worlds; world += 1) {
      const series = drawn(random, drawPlaces(random, scopes, dispersion), 57);
      const strata = series.flatMap(({ key, nights: [now, ...history] }) =>
        now === undefined ? [] : [{ key, now, complete: true, history }],
      );
      drifts += findDrifts(strata, "2026-02-26").length;
    }
    const standing = drifts / worlds / scopes;
    process.stdout.write(
      `dispersion ${dispersion}: scopes that are said to drift in a night: ${standing.toFixed(4)}\n`,
    );
    expect(standing).toBeLessThanOrEqual(0.01);
  });
});
