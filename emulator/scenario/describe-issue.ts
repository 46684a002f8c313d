/** A fault of a scenario file in words, beginning with its place. */

import type * as z from "zod";

export function describeIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  const found = JSON.stringify(issue.input);
  const seen = found === undefined || found.length > 60 ? "" : `, found ${found}`;
  return `${place.replace(/^\./, "") || "the whole file"}: ${issue.message}${seen}`;
}
