/** A recount for people: the result first, then every window that was not the same, and what was seen there. */

import { timeInNight } from "../../lib/core/local-time.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import { amount, countText, placeText } from "../../lib/core/words.ts";
import { cappedLines } from "./capped-lines.ts";
import type { Look } from "./look.ts";
import type { RecountObject, RecountWindowObject } from "./recount-object.ts";
import { hangText, wrapText } from "./wrap.ts";

type Frame = Pick<Manifest, "night" | "timeZone">;

const mostWindows = 20;

export function recountText(recount: RecountObject, frame: Frame, look: Look): string {
  const { family, night, revision, windows } = recount;
  const odd = windows.filter(({ outcome }) => outcome !== "same");
  const lines = [
    look.colours.strong(`Recount of the night of ${night}, ${family} jobs, revision ${revision}`),
    wrapText(resultText(recount, look), look.columns, "  "),
    wrapText(seenText(recount), look.columns, "  "),
    ...cappedLines(
      odd.map((window) => windowText(window, frame, look)),
      mostWindows,
      "; --json has all",
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function resultText({ outcomes, sound, recounted }: RecountObject, { colours }: Look): string {
  const { same, differs, unread, forgotten } = outcomes;
  if (recounted === 0) return colours.bad("NOTHING RECOUNTED: the ledger has no window");
  const told = [
    forgotten === recounted ? "none could be recounted" : null,
    differs > 0 ? `DIFFERS: ${amount(differs, "window")} of ${countText(recounted)}` : null,
    unread > 0 ? `${amount(unread, "window")} could not be read` : null,
    same > 0 ? `${amount(same, "window")} the same` : null,
    forgotten > 0 ? `${amount(forgotten, "window")} too old to be recounted` : null,
  ];
  const text = told.filter((fact) => fact !== null).join("; ");
  return sound ? colours.good(text) : colours.bad(text);
}

function seenText({ windows, recounted, allWindows }: RecountObject): string {
  const listed = windows.reduce((sum, window) => sum + window.listed, 0);
  const told = windows.reduce((sum, window) => sum + window.told, 0);
  const read = `${countText(recounted)} of ${amount(allWindows, "window")} of the ledger, read from end to beginning`;
  return `${read}: ${amount(listed, "job")} listed, ${amount(told, "finding or open job", "findings and open jobs")} looked for`;
}

function windowText(window: RecountWindowObject, { night, timeZone }: Frame, { columns }: Look): string {
  const when = `${timeInNight(window.from, timeZone, night)} to ${timeInNight(window.to, timeZone, night)}`;
  const head = hangText(`${placeText(window)}, ${when}, ${window.outcome}`, columns, "  ");
  const facts = factsOf(window).map((fact) => wrapText(safeText(fact), columns, "    "));
  return [head, ...facts].join("\n");
}

function factsOf({ outcome, jobs, listed, missing, orders, failure }: RecountWindowObject): readonly string[] {
  if (outcome === "forgotten") {
    return [`${countText(listed)} of ${amount(jobs, "job")} listed: the service is not shown to hold jobs this old`];
  }
  const facts = [
    outcome === "differs" ? `${amount(jobs, "job")} committed, ${countText(listed)} listed now` : null,
    idsText("of the report's findings and open jobs not listed now", missing),
    orders && idsText("listed from end to beginning only", orders.onlyDescending),
    orders && idsText("listed from beginning to end only", orders.onlyAscending),
    failure && `could not be read: ${failure.cause}, ${failure.detail}`,
  ];
  return facts.filter((fact) => fact !== null);
}

function idsText(what: string, { count, ids }: RecountWindowObject["missing"]): string | null {
  if (count === 0) return null;
  return `${countText(count)} ${what}: ${ids.join(" ")}${count > ids.length ? " …" : ""}`;
}
