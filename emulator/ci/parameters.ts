/** Query parameters, read strictly. An empty value is an absent one, as a published capture shows. */

import type { EmulatorRequest } from "../http.ts";
import { CiRefusal } from "../service-errors.ts";
import type { CiBehaviour } from "./behaviour.ts";
import { formatTime, parseTime } from "./wire-time.ts";

type Query = EmulatorRequest["query"];

export interface IntegerRule {
  readonly usual: number;
  readonly max: number;
}

export function optionalText(query: Query, name: string): string | null {
  return query.get(name) || null;
}

export function requiredText(query: Query, name: string): string {
  const text = optionalText(query, name);
  if (text === null) throw new CiRefusal("InvalidArgument", `${name} is required`);
  return text;
}

/** From 1 up to the rule's maximum. */
export function integer(query: Query, name: string, rule: IntegerRule): number {
  const text = optionalText(query, name);
  if (text === null) return rule.usual;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > rule.max) throw new CiRefusal("InvalidArgument", `${name} must be from 1 to ${rule.max}`);
  return value;
}

/** Null when absent; parts are separated by commas. */
export function list(query: Query, name: string): readonly string[] | null {
  return optionalText(query, name)?.split(",") ?? null;
}

export function time(query: Query, name: string, times: CiBehaviour["times"]): number | null {
  const text = optionalText(query, name);
  if (text === null) return null;
  const ms = parseTime(times === "documented" ? text : asDocumented(text, times));
  if (ms === null) throw new CiRefusal("InvalidArgument", `${name} must look like 2001-01-01T00:00:00+0800`);
  return ms;
}

/** Careless: the clock's time is read and the offset is not. */
function asDocumented(text: string, times: "offsets" | "careless"): string {
  if (times === "careless") return `${text.slice(0, 19)}+0800`;
  const ms = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? text : formatTime(ms);
}
