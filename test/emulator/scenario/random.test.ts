import { describe, expect, it } from "vitest";
import { createRandom, stableHex } from "../../../emulator/scenario/random.ts";

describe("createRandom", () => {
  // Computed by an implementation of sfc32 in another language, started from the same SHA-256.
  const words = ["f01e98b6", "4faf30ea", "2f821699", "d955ae25", "b40020d6", "ffd16aea"];

  it("draws the numbers of sfc32", () => {
    expect(createRandom(7, "fates").hex(48)).toBe(words.join(""));
  });

  it("cuts hexadecimal text to its length", () => {
    expect(createRandom(7, "fates").hex(11)).toBe("f01e98b64fa");
  });

  it("scales numbers to fractions and to whole numbers below a bound", () => {
    const fractions = createRandom(7, "fates");
    expect([fractions.fraction(), fractions.fraction()]).toEqual([0.937966865953058, 0.31126695359125733]);
    const digits = createRandom(7, "fates");
    expect(words.map(() => digits.below(10))).toEqual([9, 3, 1, 8, 7, 9]);
  });

  it("gives another stream for another seed or label", () => {
    const first = [createRandom(7, "fates"), createRandom(8, "fates"), createRandom(7, "jobs")].map((random) =>
      random.hex(16),
    );
    expect(new Set(first).size).toBe(3);
  });

  it("picks every value of a list, and refuses an empty one", () => {
    const random = createRandom(1, "pick");
    expect(new Set(Array.from({ length: 60 }, () => random.pick(["a", "b", "c"])))).toEqual(new Set(["a", "b", "c"]));
    expect(() => random.pick([])).toThrow(RangeError);
  });

  it("samples as many different values as asked for, or all there are", () => {
    const random = createRandom(1, "sample");
    const values = ["a", "b", "c", "d", "e"];
    expect(new Set(random.sample(values, 3)).size).toBe(3);
    expect([...random.sample(values, 9)].sort()).toEqual(values);
    expect(values).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("samples each value about as often as any other, wherever it stands", () => {
    const random = createRandom(2, "sample");
    const drawn = Array.from({ length: 1000 }, () => random.sample([0, 1, 2, 3, 4], 2)).flat();
    for (const value of [0, 1, 2, 3, 4]) {
      const times = drawn.filter((one) => one === value).length;
      expect(times).toBeGreaterThan(340);
      expect(times).toBeLessThan(460);
    }
  });
});

describe("stableHex", () => {
  it("is the beginning of the SHA-256 of seed and name", () => {
    // printf '1/abc' | sha256sum
    expect(stableHex(1, "abc", 16)).toBe("0bcd77d9cd201000");
  });
});
