import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { plants } from "../../simulation/plants.ts";
import { runSimulation } from "./run-simulation.ts";

const root = new URL("../../", import.meta.url);

describe("plants", () => {
  it("are at least twelve, each with a name of its own", () => {
    expect(plants.length).toBeGreaterThanOrEqual(12);
    expect(new Set(plants.map(({ name }) => name)).size).toBe(plants.length);
  });

  it.each(plants)("$name has its text in the source, once", ({ file, from, to }) => {
    const source = readFileSync(new URL(file, root), "utf8");
    expect(source.split(from)).toHaveLength(2);
    expect(from).not.toBe(to);
  });

  it("are each found within 500 seeds", () => {
    expect(plants.filter(({ seed }) => seed < 1 || seed > 500)).toEqual([]);
  });

  it.each(plants)(
    "$name is found by seed $seed: $says",
    async ({ name, seed }) => {
      const { code, out } = await runSimulation("--seeds", "1", "--from", String(seed), "--no-shrink", "--plant", name);
      expect(out).toMatch(new RegExp(`^Seed ${seed} failed:$`, "m"));
      expect(code).toBe(1);
    },
    120_000,
  );

  it.each([...new Set(plants.map(({ seed }) => seed))])(
    "seed %s finds nothing where nothing is planted",
    async (seed) => {
      expect((await runSimulation("--seeds", "1", "--from", String(seed))).code).toBe(0);
    },
    120_000,
  );
});
