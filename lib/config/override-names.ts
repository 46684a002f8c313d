/**
 * Environment variables that stand for keys of the settings file: `AUDIT_` and the key's path, `stuck.queuedAfter` as
 * `AUDIT_STUCK_QUEUED_AFTER`. The names follow from the schema; what stands under keys of one's own choice has none.
 */

import * as z from "zod";
import { settingsSchema } from "./settings-schema.ts";

export interface Override {
  readonly variable: string;
  /** Of the key in the file. */
  readonly path: readonly string[];
  readonly kind: "text" | "number" | "boolean" | "list";
}

export const overridePrefix = "AUDIT_";

/** Every variable there is, in the order of the schema. */
export function overrides(): readonly Override[] {
  const all = overridesOf(settingsSchema, []);
  return all.filter(({ variable }, index) => all.findIndex((other) => other.variable === variable) === index);
}

function overridesOf(schema: z.core.$ZodType, path: readonly string[]): Override[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return overridesOf(schema.def.innerType, path);
  if (schema instanceof z.ZodDiscriminatedUnion)
    return schema.def.options.flatMap((option) => overridesOf(option, path));
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.def.shape).flatMap(([key, child]) => overridesOf(child, [...path, key]));
  return schema instanceof z.ZodRecord ? [] : [{ variable: variableOf(path), path, kind: kindOf(schema) }];
}

function variableOf(path: readonly string[]): string {
  const words = path.map((key) => key.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase());
  return overridePrefix + words.join("_");
}

function kindOf(schema: z.core.$ZodType): Override["kind"] {
  if (schema instanceof z.ZodArray) return "list";
  if (schema instanceof z.ZodBoolean) return "boolean";
  const values = schema instanceof z.ZodLiteral ? [...schema.values] : [];
  return schema instanceof z.ZodNumber || values.some((value) => typeof value === "number") ? "number" : "text";
}
