/** What is wrong with a timer's expression, told so that it can be corrected (vendor page "Timer Trigger"). */

import { type CronField, cronFields, readCronField } from "../lib/core/timer-cron.ts";

const order = "seven fields (second minute hour day month weekday year)";

/** What would be right instead, in words, or null when the expression is. `?` is read elsewhere, and not to be written. */
export function cronProblem(expression: string): string | null {
  const values = expression.trim().split(/\s+/);
  if (values.length === 5) return fiveFields(expression.trim());
  if (values.length !== cronFields.length) return `${order}, such as "0 30 2 * * * *"`;
  const wrong = cronFields.find((field, index) => !isField(field, values[index] ?? ""));
  return wrong === undefined ? null : `${order}, of which the ${wrong.name} is ${allowedIn(wrong)}`;
}

/** The cron of every Unix: minute first, no year. */
function fiveFields(expression: string): string {
  return `${order}: add 0 for the second in front and * for the year behind, "0 ${expression} *"`;
}

function allowedIn({ from, to, names }: CronField): string {
  const named = names.length === 0 ? "" : ` or ${names[0]} to ${names.at(-1)}`;
  return `*, ${from} to ${to}${named}, lists (,), ranges (-) and steps (/) of these`;
}

function isField(field: CronField, text: string): boolean {
  return !text.includes("?") && readCronField(text, field) !== null;
}
