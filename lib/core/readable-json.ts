/**
 * JSON for people: indented by two, but a list of numbers is one line, however long.
 *
 * What it says, and in which order, is what `JSON.stringify` says.
 */

type Json = string | number | boolean | null | JsonList | { readonly [name: string]: Json };
type JsonList = readonly Json[];

export function readableJson(value: object): string {
  return writeValue(JSON.parse(JSON.stringify(value)), "\n");
}

/** `newLine` begins a line as far in as the value stands. */
function writeValue(value: Json, newLine: string): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = `${newLine}  `;
  const lines = isList(value)
    ? value.map((item) => writeValue(item, inner))
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${writeValue(member, inner)}`);
  const [first, last] = isList(value) ? "[]" : "{}";
  if (lines.length === 0) return `${first}${last}`;
  if (isList(value) && value.every(isNumber)) return `${first}${lines.join(", ")}${last}`;
  return `${first}${inner}${lines.join(`,${inner}`)}${newLine}${last}`;
}

function isList(value: object): value is JsonList {
  return Array.isArray(value);
}

function isNumber(value: Json): boolean {
  return typeof value === "number";
}
