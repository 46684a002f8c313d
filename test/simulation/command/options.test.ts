import { describe, expect, it } from "vitest";
import { help, readOptions } from "../../../simulation/command/options.ts";

describe("readOptions", () => {
  it("reads what is given", () => {
    const args = ["--seeds", "20", "--from=7", "--workers", "3", "--plan", "a.json", "--plant", "b", "--no-shrink"];
    expect(readOptions(args)).toEqual({
      ...{ help: false, seeds: 20, from: 7, workers: 3, plan: "a.json", plant: "b", shrink: false },
    });
  });

  it("plays 300 seeds from 1 on, on at most four cores, unless told otherwise", () => {
    const options = readOptions([]);
    expect(options).toMatchObject({ seeds: 300, from: 1, plan: null, plant: null, shrink: true, help: false });
    expect(options.workers).toBeGreaterThanOrEqual(1);
    expect(options.workers).toBeLessThanOrEqual(4);
  });

  it.each([
    [["--seeds", "0"], "--seeds takes a whole number from 1 to 2147483647; seen: 0"],
    [["--seeds", "1e3"], "seen: 1e3"],
    [["--from", "x"], "--from takes a whole number from 0 to 2147483647; seen: x"],
    [["--workers", "65"], "--workers takes a whole number from 1 to 64; seen: 65"],
    [["--seed", "1"], "--seed"],
    [["--seeds"], "--seeds"],
    [["twelve"], "twelve"],
  ])("refuses %j", (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });

  it("has a help that tells every option", () => {
    for (const name of ["seeds", "from", "workers", "plan", "plant", "no-shrink", "help"])
      expect(help).toContain(`--${name}`);
    expect(help.split("\n").every((line) => line.length <= 80)).toBe(true);
  });
});
