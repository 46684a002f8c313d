/** The order in which test files begin: those that take longest first, so that no core is idle when one is left. */

import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Longest first. Without them, vitest knows how long a file takes only where it has run before. */
const longest = [
  "simulation/plants",
  "simulation/seeds",
  "page/page",
  "docs/deploy-doc",
  "usecases/progress/killed-night",
  "cli/commands/demo-otherwise",
  "cli/commands/demo",
  "simulation/command",
  "functions/bundles",
  "docs/query",
];

function rank({ moduleId }: TestSpecification): number {
  const at = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return at === -1 ? longest.length : at;
}

/** A class because vitest makes its own of it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
