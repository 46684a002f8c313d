import { describe, expect, it } from "vitest";
import { calmPlan } from "../../simulation/calm-plan.ts";
import { makePlan } from "../../simulation/make-plan.ts";
import { parseSettings } from "../../simulation/planned-settings.ts";

describe("calmPlan", () => {
  it("leaves out what disturbs, and events that come again, and nothing of the world", () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const plan = makePlan(seed);
      const calm = calmPlan(plan);
      expect(calm.disturbances).toEqual([]);
      expect(calm.world).toEqual(plan.world);
      const events = calm.starts.map(({ event }) => JSON.stringify(event));
      const audits = plan.starts.filter((start) => start.function !== "watchdog");
      expect(new Set(events)).toEqual(new Set(audits.map(({ event }) => JSON.stringify(event))));
      expect(new Set(events).size).toBe(events.length);
    }
  });

  it("changes how fast, in what pieces and by how many instances is read, and who watches, and nothing else of the settings", () => {
    const pairs = Array.from({ length: 50 }, (_, seed) => [makePlan(seed), calmPlan(makePlan(seed))] as const);
    const pace = ({ text }: { readonly text: string }) => [
      parseSettings(text).concurrency,
      parseSettings(text).pageSize,
    ];
    const spread: boolean[] = [];
    const watched: boolean[] = [];
    const paced: boolean[] = [];
    for (const [plan, calm] of pairs) {
      for (const [index, { text, from }] of calm.settings.entries()) {
        const settings = parseSettings(plan.settings[index]?.text ?? "{}");
        const { fanOut, functions, maxRate, watchdog, ...before } = settings;
        const { shard, audit, ...others } = functions;
        spread.push(fanOut !== undefined && shard !== undefined);
        watched.push(watchdog !== undefined && audit !== undefined);
        paced.push(maxRate !== undefined);
        expect(from).toBe(plan.settings[index]?.from);
        const { concurrency, pageSize } = before;
        expect({ ...parseSettings(text), concurrency, pageSize }).toEqual({ ...before, functions: others });
      }
    }
    for (const each of [spread, watched, paced]) expect(new Set(each)).toEqual(new Set([true, false]));
    expect(pairs.some(([plan, calm]) => `${plan.settings.map(pace)}` !== `${calm.settings.map(pace)}`)).toBe(true);
  });
});
