/** The published schemas are the ones that the code validates with, and valid JSON Schemas. */

import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { catalogue, jsonSchemaText } from "../lib/core/schema/catalogue.ts";

const names = Object.keys(catalogue) as (keyof typeof catalogue)[];

describe("schemas/", () => {
  it.each(names)("holds %s as the code has it (npm run schemas writes them)", (name) => {
    const file = new URL(`../schemas/${name}.schema.json`, import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(jsonSchemaText(name));
  });

  it.each(names)("holds %s as JSON Schema 2020-12 that compiles strictly", (name) => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    addFormats.default(ajv);
    const schema = JSON.parse(jsonSchemaText(name));
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(() => ajv.compile(schema)).not.toThrow();
  });
});
