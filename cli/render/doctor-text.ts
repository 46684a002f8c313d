/** A doctor's visit for people: one entry a check, with what to do under it, and the sum of all. */

import { safeText } from "../../lib/core/safe-text.ts";
import { amount } from "../../lib/core/words.ts";
import type { Result } from "../../lib/usecases/doctor/run-doctor.ts";
import type { Status } from "../../lib/usecases/doctor/step.ts";
import type { Look } from "./look.ts";
import { wrapText } from "./wrap.ts";

const statuses = ["ok", "warning", "failed", "skipped"] as const satisfies readonly Status[];

export function countsOf(results: readonly Result[]): Readonly<Record<Status, number>> {
  const count = (status: Status) => results.filter((result) => result.status === status).length;
  return { ok: count("ok"), warning: count("warning"), failed: count("failed"), skipped: count("skipped") };
}

export function doctorText(results: readonly Result[], look: Look): string {
  const counts = countsOf(results);
  const sum = `${statuses.map((status) => countText(status, counts[status])).join(", ")}.`;
  const note = "Permissions are those of these credentials: the functions' role has its own.";
  const lines = [...results.map((result) => resultText(result, look)), "", sum, note];
  return lines.map((line) => `${line}\n`).join("");
}

function countText(status: Status, count: number): string {
  return status === "warning" ? amount(count, "warning") : `${count} ${status}`;
}

const statusWidth = 7;
const nameWidth = 27;

function resultText({ name, status, seen, advice }: Result, look: Look): string {
  const { colours, columns } = look;
  const colour = status === "ok" ? colours.good : status === "skipped" ? colours.faint : colours.bad;
  const head = `${colour(status)}${" ".repeat(statusWidth + 2 - status.length)}`;
  const hang = " ".repeat(statusWidth + 2 + nameWidth + 2);
  const text = wrapText(safeText(seen), columns, hang);
  const first =
    name.length > nameWidth ? `${safeText(name)}\n${text}` : `${name.padEnd(nameWidth)}  ${text.slice(hang.length)}`;
  const after = advice === null ? "" : `\n${wrapText(`-> ${safeText(advice)}`, columns, hang)}`;
  return `${head}${first}${after}`;
}
