/** Compiled as osls does it: ajv in strict mode, types coerced. */

import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { oslsSchema } from "../../deploy/osls-schema.ts";

const { provider, function: functions, functionEvents } = oslsSchema();

function problemsOf(schema: object, value: unknown): string[] {
  const ajv = new Ajv({ allErrors: true, coerceTypes: "array", strict: true, strictRequired: false });
  const validate = ajv.compile({ type: "object", additionalProperties: false, ...schema });
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, keyword, params }) =>
    [instancePath, keyword, params["additionalProperty"] ?? params["missingProperty"]].join(" "),
  );
}

describe("oslsSchema()", () => {
  it("knows every key of the provider and of a function but those that are osls' own", () => {
    const either = ["runtime", "memorySize", "timeout", "environment", "role", "logs", "retry"];
    expect(Object.keys(provider.properties)).toEqual(["stage", "region", "namespace", "endpoint", "code", ...either]);
    expect(Object.keys(functions.properties)).toEqual(["description", "entry", "handler", ...either]);
  });

  it("refuses unknown keys, missing ones and other types", () => {
    expect(problemsOf(provider, { region: "ap-chongqing", vpc: "x" })).toEqual([" additionalProperties vpc"]);
    expect(problemsOf(provider, {})).toEqual([" required region"]);
    expect(problemsOf(functions, { entry: "x", memorysize: 512 })).toEqual([" additionalProperties memorysize"]);
    expect(problemsOf(functions, { entry: "x", memorySize: "much" })).toEqual(["/memorySize type "]);
    expect(problemsOf(functions, { entry: "x", retry: { attempts: 1 } })).toContain("/retry required maxAgeSeconds");
    expect(problemsOf(functions, { entry: "x", environment: { A: { B: 1 } } })).toContain("/environment/A type ");
    const timer = functionEvents["timer"] ?? {};
    expect(problemsOf(timer, { name: "a", cron: "b", rate: 1 })).toEqual([" additionalProperties rate"]);
    expect(problemsOf(timer, { name: "a" })).toEqual([" required cron"]);
  });

  it("leaves values to the model, which has words for them", () => {
    const wrong = { entry: "x", runtime: "Nodejs12.16", memorySize: 500, timeout: 0, environment: { "A-B": "" } };
    expect(problemsOf(functions, wrong)).toEqual([]);
    expect(problemsOf(provider, { region: "?", endpoint: "?", retry: { attempts: 9, maxAgeSeconds: 9 } })).toEqual([]);
    expect(problemsOf(functionEvents["timer"] ?? {}, { name: "", cron: "30 2 * * *" })).toEqual([]);
    expect(functionEvents["apigw"]).toEqual({});
  });
});
