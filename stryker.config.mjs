// Mutation testing: Stryker changes the code in small ways, one at a time, and runs the tests that execute the change.
// One that no test notices is a line that is executed but not checked. `npm run mutate` takes long, so it is not part
// of the checks; `npx stryker run --mutate lib/core/window.ts` takes seconds.
// biome-ignore lint/style/noDefaultExport: Stryker reads the default export.
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.mutate.config.ts", related: true },
  // Stryker's reader of tsconfig.json needs the JavaScript API that TypeScript 7 no longer has; nothing here needs it.
  tsconfigFile: "none",
  // lib/core/schema is left out: it is descriptions for readers and shapes, which test/schemas.test.ts holds to the
  // published JSON Schemas byte for byte.
  mutate: ["lib/core/**/*.ts", "!lib/core/schema/**", "lib/usecases/walk/**/*.ts"],
  ignorePatterns: [
    // A second root configuration would stop Biome.
    "biome.json",
    "dist",
    "coverage",
    "job-audit-demo",
    "reports",
    "bench",
    "docs",
    "examples",
    "schemas",
    "simulation",
  ],
  coverageAnalysis: "perTest",
  tempDirName: ".stryker-tmp",
  cleanTempDir: "always",
  reporters: ["clear-text", "html", "json"],
  clearTextReporter: { allowColor: false, reportTests: false },
  htmlReporter: { fileName: "coverage/mutation.html" },
  jsonReporter: { fileName: "coverage/mutation.json" },
  thresholds: { high: 98, low: 95, break: 90 },
  // On a busy machine a slow test must not pass for one that noticed.
  timeoutMS: 10_000,
  concurrency: 2,
};
