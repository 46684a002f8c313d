/** How often the method cries wolf of operations, which are looked at because their scope rose, on nights drawn by chance. */

import { describe, expect, it } from "vitest";
import { shiftNight } from "../../lib/core/night.ts";
import type { SeriesScope } from "../../lib/core/schema/series.ts";
import { alertedNights } from "../../lib/core/spikes/alerted-nights.ts";
import type { IndexedNight } from "../../lib/core/spikes/rate-strata.ts";
import { aSeriesScope } from "../core/spikes/a-series.ts";
import { createRandom, drawNight, drawPlaces, type Place, type Random } from "./simulated-nights.ts";

const [scopes, operations, history, nights] = [50, 4, 28, 30];
const dispersion = 0.001;

type Draw = (random: Random, place: Place) => readonly { readonly failed: number; readonly ended: number }[];

const draws: Readonly<Record<string, Draw>> = {
  "that rise and fall each by itself": (random, place) =>
    Array.from({ length: operations }, () => drawNight(random, { ...place, jobs: place.jobs / operations })),
  "that rise and fall together": (random, place) => {
    const { failed, ended } = drawNight(random, place);
    const parts = Array.from({ length: operations }, () => 0);
    for (let failure = 0; failure < failed; failure += 1) {
      const at = Math.floor(random() * operations);
      parts[at] = (parts[at] ?? 0) + 1;
    }
    return parts.map((of) => ({ failed: of, ended: Math.max(of, Math.round(ended / operations)) }));
  },
};

function drawScope(random: Random, place: Place, draw: Draw): SeriesScope {
  const drawn = draw(random, place).map((of, index) => ({ operation: `op${index}`, ...of }));
  const sum = (count: (of: (typeof drawn)[number]) => number) => drawn.reduce((all, of) => all + count(of), 0);
  return aSeriesScope("q", { failed: sum((of) => of.failed), ended: sum((of) => of.ended), operations: drawn });
}

/** Scopes that alert, by themselves or by an operation, each once a night, in 30 nights when nothing happens. */
function falseAlerts(draw: Draw, worlds: number): number {
  const random = createRandom(11);
  let alerts = 0;
  for (let world = 0; world < worlds; world += 1) {
    const places = drawPlaces(random, scopes, dispersion);
    const series = Array.from({ length: history + nights }, (_, index): IndexedNight => {
      const drawn = places.map((place, at) => [String(at), drawScope(random, place, draw)] as const);
      return { night: shiftNight("2026-01-01", index), scopes: new Map(drawn) };
    }).reverse();
    const { alerted } = alertedNights(series);
    const last = new Set(series.slice(0, nights).map(({ night }) => night));
    const found = [...alerted].flatMap(([key, of]) =>
      [...of].map((night) => ({ scope: key.split("\u0000")[0], night })),
    );
    alerts += new Set(found.filter(({ night }) => last.has(night)).map(({ scope, night }) => `${scope} ${night}`)).size;
  }
  return alerts / worlds;
}

describe("operations on simulated history", () => {
  it.each(Object.entries(draws))(
    "cry wolf, with their scopes, at most 3 times in 30 nights over 50 scopes of 4 operations %s",
    (name, draw) => {
      const alerts = falseAlerts(draw, 12);
      process.stdout.write(
        `dispersion ${dispersion}, operations ${name}: false alerts in 30 nights over 50 scopes: ${alerts.toFixed(2)}\n`,
      );
      expect(alerts).toBeLessThanOrEqual(3);
    },
    60_000,
  );
});
