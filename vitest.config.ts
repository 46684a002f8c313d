import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest's own number leaves a core idle, which of two is half.
    maxWorkers: availableParallelism(),
    // Nothing here patches what is global, so the files that a worker runs share what they import.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: "v8",
      include: ["functions/**/*.ts", "lib/**/*.ts", "cli/**/*.ts", "emulator/**/*.ts", "deploy/**/*.ts"],
      // The process itself; a test runs it as one, out of the coverage's sight.
      exclude: ["test/**", "cli/main.ts"],
      reporter: ["text-summary"],
      thresholds: {
        lines: 98,
        functions: 97,
        branches: 95,
        "lib/core/**": { lines: 100, functions: 100, branches: 97 },
        "lib/usecases/**": { lines: 99, functions: 100, branches: 97 },
      },
    },
  },
});
