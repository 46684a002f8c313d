/** A repair for people: what came of it first, then every hole that is left, with its cause. */

import { safeText } from "../../lib/core/safe-text.ts";
import { amount, countText } from "../../lib/core/words.ts";
import type { Repair } from "../../lib/usecases/repair/repair-night.ts";
import { cappedLines } from "./capped-lines.ts";
import { holeLines, holeTime } from "./holes-text.ts";
import type { Look } from "./look.ts";
import { permissionText } from "./permission-text.ts";
import type { RepairObject } from "./repair-object.ts";
import { wrapText } from "./wrap.ts";

const mostHoles = 10;

export function repairText(repair: RepairObject, { after }: Pick<Repair, "after">, look: Look): string {
  const { family, night, read, left, closed, location, commit } = repair;
  const holesOf = (holes: RepairObject["left"]) =>
    cappedLines(
      holes.map((hole) => holeLines(hole, holeTime(hole, after.manifest), look)),
      mostHoles,
      "; --json prints them all",
    );
  const lines = [
    look.colours.strong(`Repair of the night of ${night}, ${family} jobs`),
    wrapText(resultText(repair, look), look.columns, "  "),
    ...(read === null ? [] : [wrapText(readText(read), look.columns, "  ")]),
    ...(closed.length === 0 ? [] : [look.colours.strong("Holes closed"), ...holesOf(closed)]),
    ...(left.length === 0 ? [] : [look.colours.bad("Holes left"), ...holesOf(left)]),
    ...[permissionText(left, look.columns, "  ")].filter((line) => line !== null),
    "Report:",
    `  ${safeText(location)}/${commit}`,
  ];
  return `${lines.join("\n")}\n`;
}

function resultText({ outcome, revision, revisionBefore, ...repair }: RepairObject, { colours }: Look): string {
  if (outcome === "nothing-to-repair") return colours.good(`nothing to repair: revision ${revision} has no hole`);
  const left = amount(repair.left.length, "hole");
  if (outcome === "nothing-better") {
    return colours.bad(`nothing got better: revision ${revision} stays as it is, with ${left}`);
  }
  const by = outcome === "repaired" ? "" : ", which another run committed";
  const told = `revision ${revision} replaces revision ${revisionBefore}${by}`;
  const jobs = `${countText(repair.jobsBefore)} jobs were told of, ${countText(repair.jobs)} are now`;
  if (repair.left.length === 0) return colours.good(`complete: ${told}; ${jobs}`);
  return colours.bad(`INCOMPLETE: ${told}; ${left} left; ${jobs}`);
}

function readText({ windows, scopes, listed, rechecked }: NonNullable<RepairObject["read"]>): string {
  const facts = [
    windows > 0 ? `${amount(windows, "window")} of ${amount(scopes, "scope")}` : null,
    listed ? "the lists of buckets and queues" : null,
    rechecked ? "open jobs of earlier nights that had not been seen" : null,
  ].filter((fact) => fact !== null);
  return facts.length === 0 ? "read again: nothing; it was judged again" : `read again: ${facts.join("; ")}`;
}

const mostDiffs = 20;

/** What is to be made again behind several nights; each command has a line of its own, to be copied. */
export function diffsText(commands: readonly string[], { columns }: Pick<Look, "columns">): string {
  if (commands.length === 0) return "";
  const text =
    "Diffs of these nights, and of nights that are compared with them, are of earlier revisions. To make anew:";
  const lines = cappedLines(
    commands.map((command) => `  ${command}`),
    mostDiffs,
    " nights",
  );
  return `${[wrapText(text, columns, ""), ...lines].join("\n")}\n`;
}
