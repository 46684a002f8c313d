import { describe, expect, it } from "vitest";
import { runSimulation } from "./run-simulation.ts";

describe("the simulation", () => {
  it("passes 300 seeds", async () => {
    const { code, out } = await runSimulation("--seeds", "300");
    process.stdout.write(out);
    expect({ code, last: out.trim().split("\n").at(-1) }).toEqual({ code: 0, last: "300 seeds passed" });
  }, 600_000);
});
