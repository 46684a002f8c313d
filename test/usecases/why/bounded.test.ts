import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../emulator/scenario/random.ts";
import { attributesOf } from "../../../lib/core/why/attributes-of.ts";
import { explainFailures } from "../../../lib/usecases/why/explain-failures.ts";
import { aFailure, failed, reading, times } from "../../core/why/failures.ts";
import { plantRule } from "../../core/why/planted.ts";

function shuffled<Value>(values: readonly Value[], seed: number): readonly Value[] {
  return createRandom(seed, "order").sample(values, values.length);
}

describe("explainFailures(), in bounded memory", () => {
  it("gives the same answer whatever the order of the failures, also with too few counters", async () => {
    for (const seed of [1, 2, 3]) {
      const { now, before, expected } = plantRule(seed);
      for (const capacity of [8_192, 12]) {
        const told = (turn: number) => {
          const sides = { now: reading(shuffled(now, turn)), before: reading(shuffled(before, turn)) };
          return explainFailures({ expected, nights: [], mix: null, ...sides }, capacity);
        };
        const first = await told(1);
        expect(first.sampled).toBe(capacity === 12);
        expect(await told(2)).toEqual(first);
        expect(await told(3)).toEqual(first);
      }
    }
  });

  it("counts heavy values exactly with too few counters", async () => {
    const many = Array.from({ length: 300 }, (_, index) => failed(`prefix=x${index}/`));
    const now = [...many.slice(0, 150), ...times(300, "prefix=heic/"), ...many.slice(150)];
    const before = [...many, ...times(20, "prefix=heic/")];
    const sides = { now: reading(now), before: reading(before) };
    const why = await explainFailures({ expected: 320, nights: [], mix: null, ...sides }, 4);
    expect(why.sampled).toBe(true);
    expect(why.rule).toMatchObject({ conditions: failed("prefix=heic/"), failed: 300, expected: 20, excess: 280 });
    expect(why.attributes).toHaveLength(1);
  });

  it("takes no more memory for 200,000 failures of other values each", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const held: number[] = [];
    async function* night() {
      for (let index = 0; index < 200_000; index += 1) {
        if (index % 50_000 === 49_999) {
          collect();
          held.push(process.memoryUsage().heapUsed);
        }
        const folder = index % 3 === 0 ? "heic" : `folder number ${index}`;
        const object = `${folder}/${index}/image.e${index % 7919}`;
        yield attributesOf(
          { ...aFailure, code: `C${index}`, input: { bucket: null, region: null, object } },
          () => "04",
        );
      }
    }
    collect();
    const start = process.memoryUsage().heapUsed;
    const sides = { now: night, before: reading(times(100, "prefix=web/")) };
    const why = await explainFailures({ expected: 130_000, nights: [], mix: null, ...sides });
    expect(held).toHaveLength(12);
    expect(Math.max(...held) - start).toBeLessThan(24 << 20);
    expect(why.sampled).toBe(true);
    expect(why.attributes.some(({ value, failed: count }) => value === "heic/" && count === 66_667)).toBe(true);
  });
});
