import { defineConfig } from "vitest/config";

/** The tests that mutation testing runs: those of lib/core and of the walk, which take milliseconds each. */
export default defineConfig({
  test: {
    include: ["test/core/**/*.test.ts", "test/usecases/walk/**/*.test.ts"],
    testTimeout: 10_000,
  },
});
