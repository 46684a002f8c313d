import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { plants } from "../../simulation/plants.ts";
import { runSimulation } from "./run-simulation.ts";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "simulation-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("npm run simulate", () => {
  it("tells how to use it", async () => {
    const { code, out } = await runSimulation("--help");
    expect({ code, lead: out.split("\n")[0] }).toEqual({
      code: 0,
      lead: "Usage: npm run simulate -- --seeds N [options]",
    });
  });

  it("exits 2 on options that make no sense", async () => {
    expect(await runSimulation("--seeds", "none")).toMatchObject({
      code: 2,
      out: "--seeds takes a whole number from 1 to 2147483647; seen: none\n",
    });
    const { code, out } = await runSimulation("--plant", "no-such-bug");
    expect(code).toBe(2);
    expect(out).toContain("There is no plant no-such-bug. There are:");
  });

  it("lists the known bugs", async () => {
    const { code, out } = await runSimulation("--plant", "list");
    expect(code).toBe(0);
    for (const { name, says } of plants) expect(out).toContain(`  ${name}: ${says}`);
  });

  it("finds a planted bug, shrinks its schedule, and the file with it fails again, and without the bug passes", async () => {
    const { code, out } = await runSimulation("--seeds", "100", "--plant", "exclusive-bound");
    expect(code).toBe(1);
    const [, file = ""] = /--plan (\S+) --plant exclusive-bound$/m.exec(out) ?? [];
    onTestFinished(() => rmSync(join(file, ".."), { recursive: true }));
    expect(out).toMatch(/^Shrunk in \d+ plays to \d+ disturbances/m);
    expect(JSON.parse(readFileSync(file, "utf8"))).toHaveProperty("disturbances");
    expect((await runSimulation("--plan", file, "--plant", "exclusive-bound")).code).toBe(1);
    expect(await runSimulation("--plan", file)).toMatchObject({
      code: 0,
      out: expect.stringContaining("1 plan passed\n"),
    });
  }, 300_000);

  it("names what a worker was at when it ended badly", async () => {
    const file = join(aFolder(), "plan.json");
    writeFileSync(file, "{");
    const { code, out } = await runSimulation("--plan", file);
    expect(code).toBe(1);
    expect(out).toContain("Cannot tell what came of the plan: its process ended with code 1");
  });
});
