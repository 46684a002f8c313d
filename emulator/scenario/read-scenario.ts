/** From the text of a scenario file, YAML or JSON, to a scenario that can be played. */

import { type Document, LineCounter, parseDocument } from "yaml";
import { contradictions } from "./contradictions.ts";
import { describeIssue } from "./describe-issue.ts";
import { checkSeries } from "./read-series.ts";
import { type Scenario, type ScenarioInput, scenarioSchema } from "./scenario.ts";
import { ScenarioError } from "./scenario-error.ts";
import type { Series } from "./series.ts";

/** `source` names the file for people. Throws ScenarioError. */
export function readScenario(text: string, source: string): Scenario {
  return checkScenario(readYaml(text, source), source);
}

/** A file with `nights` is a series, any other a scenario. Throws ScenarioError. */
export function readScenarioOrSeries(text: string, source: string): Scenario | Series {
  const content = readYaml(text, source);
  const isSeries = typeof content === "object" && content !== null && "nights" in content;
  return isSeries ? checkSeries(content, source) : checkScenario(content, source);
}

function readYaml(text: string, source: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const problems = document.errors.map(({ pos, message }) => `line ${lineCounter.linePos(pos[0]).line}: ${message}`);
  if (problems.length > 0) throw new ScenarioError(source, { problems });
  return plainValue(document, source);
}

/** The same for a scenario written in code. Throws ScenarioError. */
export function createScenario(input: ScenarioInput, source: string): Scenario {
  return checkScenario(input, source);
}

function checkScenario(input: unknown, source: string): Scenario {
  const result = scenarioSchema.safeParse(input, { reportInput: true });
  if (!result.success) throw new ScenarioError(source, { problems: result.error.issues.map(describeIssue) });
  const problems = contradictions(result.data);
  if (problems.length > 0) throw new ScenarioError(source, { problems });
  return result.data;
}

/** References between nodes are resolved only here, and can lead nowhere. */
function plainValue(document: Document, source: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new ScenarioError(source, { problems: [(error as Error).message], cause: error });
  }
}
