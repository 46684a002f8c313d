/** What would have fired, night by night, and where that differs from what was committed. */

import { type Names, operationTitle } from "../../lib/core/names.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { AlertSubject } from "../../lib/core/schema/signals.ts";
import { amount, countText, placeText } from "../../lib/core/words.ts";
import type { BacktestNight, BacktestObject } from "./backtest-object.ts";
import { cappedLines } from "./capped-lines.ts";
import type { Look } from "./look.ts";
import { shortFingerprint } from "./short-fingerprint.ts";
import { type Column, tableText } from "./table.ts";
import { hangText, wrapText } from "./wrap.ts";

const mostDifferences = 20;

type BacktestLook = Look & Names;

export function backtestText(object: BacktestObject, look: BacktestLook): string {
  const { family, location, from, to, nights, leftOut } = object;
  const { colours, columns } = look;
  const lines = [
    colours.strong(`What would have fired of ${family} jobs, ${from} to ${to}`),
    `in ${safeText(location)}`,
    "",
    ...(nights.length === 0 ? ["No night is committed there."] : whatFired(object, look)),
    ...leftOut.map(({ night, reason }) => colours.bad(hangText(safeText(`${night} left out: ${reason}`), columns, ""))),
  ];
  return `${lines.join("\n")}\n`;
}

function whatFired(object: BacktestObject, look: BacktestLook): readonly string[] {
  const { nights, byRule } = object;
  const rules = byRule.map(
    ({ rule, nights: of, fired }) => `  ${rule}: ${amount(fired, "signal")} in ${amount(of, "night")}`,
  );
  return [
    tableText(columns, nights, look),
    ...(rules.length === 0 ? [] : ["By rule:", ...rules, ""]),
    wrapText(summaryOf(object), look.columns, ""),
    ...differenceLines(nights, look),
  ];
}

const columns: readonly Column<BacktestNight>[] = [
  { title: "night", value: ({ night }) => night },
  { title: "fired", value: ({ fired }) => countText(fired.length), align: "right" },
  { title: "told", value: ({ told }) => countText(told.length), align: "right" },
  { title: "silenced", value: ({ silenced }) => countText(silenced), align: "right" },
  { title: "explained", value: ({ inhibited }) => countText(inhibited), align: "right" },
  {
    title: "committed",
    value: ({ committed }) => (committed === null ? "-" : countText(committed.fired)),
    align: "right",
  },
  { title: "what is told", value: ({ told }) => toldText(told), least: 12 },
];

function toldText(told: BacktestNight["told"]): string {
  return told.map(({ rule, change }) => (change === "opened" ? rule : `${rule} ${change}`)).join(", ");
}

function summaryOf({ nights, alerts, alertsPerMonth }: BacktestObject): string {
  const differing = nights.filter(({ committed }) => isDifferent(committed)).length;
  const compared = nights.filter(({ committed }) => committed !== null).length;
  const same = differing === 0 ? "all of them fire the same" : `${amount(differing, "night")} would fire otherwise`;
  const against =
    compared === 0 ? "No committed diff says what fired." : `Of ${amount(compared, "committed diff")} ${same}.`;
  return `${amount(nights.length, "night")}, ${amount(alerts, "alert")}: ${alertsPerMonth} a month. ${against}`;
}

function isDifferent(committed: BacktestNight["committed"]): boolean {
  return committed !== null && committed.added.length + committed.gone.length > 0;
}

function differenceLines(nights: readonly BacktestNight[], look: BacktestLook): readonly string[] {
  const lines = nights.flatMap(({ night, committed }) => [
    ...(committed?.added ?? []).map((subject) => `+ ${night} ${subjectText(subject, look)}`),
    ...(committed?.gone ?? []).map((subject) => `- ${night} ${subjectText(subject, look)}`),
  ]);
  const hung = lines.map((line) => hangText(line, look.columns, ""));
  return lines.length === 0 ? [] : ["", ...cappedLines(hung, mostDifferences, "; --json has them all")];
}

/** Queues and templates by their names. */
function subjectText(subject: AlertSubject, { queueNames, templateNames }: Names): string {
  const { rule, queueId, operation, fingerprint } = subject;
  const place = { ...subject, queueId: queueId === null ? null : (queueNames.get(queueId) ?? queueId) };
  const kind = fingerprint === null ? null : shortFingerprint(fingerprint);
  const part = operation === null ? kind : operationTitle(operation, templateNames);
  return `${rule} ${placeText(place)}${part === null ? "" : safeText(` ${part}`)}`;
}
