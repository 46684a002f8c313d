import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["functions/**/*.ts", "lib/**/*.ts", "cli/**/*.ts", "emulator/**/*.ts"],
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
