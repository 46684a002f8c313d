/** From the text of a scenario file, YAML or JSON, to a scenario that can be played. */

import { type Document, LineCounter, parseDocument } from "yaml";
import type * as z from "zod";
import { contradictions } from "./contradictions.ts";
import { type Scenario, type ScenarioInput, scenarioSchema } from "./scenario.ts";
import { ScenarioError } from "./scenario-error.ts";

/** `source` names the file for people. Throws ScenarioError. */
export function readScenario(text: string, source: string): Scenario {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const problems = document.errors.map(({ pos, message }) => `line ${lineCounter.linePos(pos[0]).line}: ${message}`);
  if (problems.length > 0) throw new ScenarioError(source, { problems });
  return checkScenario(plainValue(document, source), source);
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

function describeIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  const found = JSON.stringify(issue.input);
  const seen = found === undefined || found.length > 60 ? "" : `, found ${found}`;
  return `${place.replace(/^\./, "") || "the whole file"}: ${issue.message}${seen}`;
}
