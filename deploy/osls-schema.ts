/**
 * What osls is told of serverless.yml: which keys there are and of what types, made from the one schema. What values may
 * be is left out of it: a JSON Schema cannot say it in words.
 */

import * as z from "zod";
import type { MappingSchema, ProviderSchema } from "./osls.ts";
import { functionSchema, providerSchema, timerSchema } from "./service-schema.ts";

/** `name` and `events` are osls' own keys, and so is the provider's name. */
export function oslsSchema(): ProviderSchema {
  return {
    provider: without(shapeOf(providerSchema), ["name"]),
    function: without(shapeOf(functionSchema), ["name", "events"]),
    // The gateway's is taken, so that it is refused with the reason.
    functionEvents: { timer: shapeOf(timerSchema), apigw: {} },
  };
}

const valueKeywords = ["enum", "pattern", "minimum", "maximum", "propertyNames", "default"];

function shapeOf(schema: z.ZodType): MappingSchema {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      for (const keyword of valueKeywords) Reflect.deleteProperty(jsonSchema, keyword);
    },
  });
  return { ...shape, properties: objectsOf(shape.properties) };
}

function objectsOf(properties: Readonly<Record<string, object | boolean>> = {}): Record<string, object> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, value instanceof Object ? value : {}]),
  );
}

function without({ properties, required = [] }: MappingSchema, names: readonly string[]): MappingSchema {
  return {
    properties: Object.fromEntries(Object.entries(properties).filter(([key]) => !names.includes(key))),
    required: required.filter((key) => !names.includes(key)),
  };
}
