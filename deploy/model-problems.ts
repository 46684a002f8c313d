/** What no single field of serverless.yml is wrong about, but several together are. */

import type { DeployModel, FunctionModel } from "./function-model.ts";

/** Vendor page "Quota Management": of one type, and of all variables with their names. */
const limits = { triggers: 10, environmentBytes: 4_096 };

/** One line each, with the path of the field. */
export function modelProblems({ functions }: DeployModel): string[] {
  return [...functions.flatMap(functionProblems), ...sameNames(functions)];
}

function functionProblems({ key, environment, triggers }: FunctionModel): string[] {
  const at = `functions.${key}`;
  const bytes = Object.entries(environment).reduce((sum, pair) => sum + Buffer.byteLength(pair.join("")), 0);
  const tooBig = `${at}.environment: ${bytes} bytes with the provider's variables; the platform takes ${limits.environmentBytes}`;
  const tooMany = `${at}.events: ${triggers.length} timers; the platform takes ${limits.triggers}`;
  return [
    ...(bytes > limits.environmentBytes ? [tooBig] : []),
    ...(triggers.length > limits.triggers ? [tooMany] : []),
    ...repeated(triggers.map(({ name }) => name)).map((name) => `${at}.events: more than one timer is called ${name}`),
  ];
}

function sameNames(functions: readonly FunctionModel[]): string[] {
  return repeated(functions.map(({ name }) => name)).map((name) => `functions: more than one has the name ${name}`);
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
