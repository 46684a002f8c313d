/** What the watchdog saw, for a terminal: of each night what is wrong with it and what to do, and who was told. */

import { safeText } from "../../lib/core/safe-text.ts";
import type { Trouble } from "../../lib/core/watch/trouble.ts";
import { tellTrouble } from "../../lib/core/watch/watch-card.ts";
import { amount } from "../../lib/core/words.ts";
import type { Delivery } from "../../lib/usecases/notify/deliver.ts";
import type { SeenNight } from "../../lib/usecases/watch/look-at-night.ts";
import type { Watched } from "../../lib/usecases/watch/watch-nights.ts";
import type { Look } from "./look.ts";
import { hangText } from "./wrap.ts";

interface WatchPlace {
  readonly location: string;
  /** In which times are told. */
  readonly timeZone: string;
  /** How many there are to be told. */
  readonly sinks: number;
  /** A command as it can be copied. */
  commandOf(words: string): string;
}

export function watchText(watched: Watched, place: WatchPlace, look: Look): string {
  const { nights, deliveries, problems } = watched;
  const troubled = nights.filter(({ troubles }) => troubles.length > 0);
  const told = [
    ...nights.flatMap(restartLines),
    ...quietLines(nights, troubled.length),
    ...toldLines(deliveries),
    ...(troubled.length > 0 && place.sinks === 0 ? ["Nobody is told: the settings name no alerts.sinks."] : []),
    ...problems.map(safeText),
  ];
  const lines = [
    look.colours.strong(`The watchdog's look at ${amount(nights.length, "night")}${spanOf(nights)}`),
    `in ${safeText(place.location)}`,
    "",
    ...troubled.flatMap((night) => [...nightLines(night, place, look), ""]),
    ...told.map((line) => hangText(line, look.columns, "")),
  ];
  return `${lines.join("\n")}\n`;
}

function spanOf(nights: readonly SeenNight[]): string {
  const [first, last] = [nights[0]?.name.date, nights.at(-1)?.name.date];
  if (first === undefined) return "";
  return first === last ? `, ${first}` : `, ${first} to ${last}`;
}

function nightLines({ name, troubles }: SeenNight, place: WatchPlace, look: Look): readonly string[] {
  return troubles.flatMap((trouble) => {
    const { title, facts, command } = troubleLines(trouble, name, place);
    const heading = look.colours.bad(`${name.family} ${name.date}: ${title}`);
    const told = facts.map((fact) => hangText(safeText(fact), look.columns, "  "));
    return [heading, ...told, ...(command === null ? [] : [`    ${command}`])];
  });
}

/** The command has a line of its own, to be copied. */
function troubleLines(trouble: Trouble, night: SeenNight["name"], { timeZone, commandOf }: WatchPlace) {
  const { name, facts, command, advice } = tellTrouble(trouble, { night, timeZone }, "en");
  return {
    title: name,
    facts: [...facts, advice("").trimEnd()],
    command: command === null ? null : commandOf(command),
  };
}

function restartLines({ name, restarted }: SeenNight): readonly string[] {
  return restarted === null ? [] : [`The run of ${name.family} ${name.date} went silent, and is started again.`];
}

/** A night that has time left is neither well nor missing. */
function quietLines(nights: readonly SeenNight[], troubled: number): readonly string[] {
  const open = nights.filter(({ commit, troubles }) => commit === null && troubles.length === 0).length;
  const fine = nights.length - troubled - open;
  return [
    ...(fine === 0 ? [] : [`Nothing is wrong with ${amount(fine, "night")}.`]),
    ...(open === 0 ? [] : [`Not committed and not due yet: ${amount(open, "night")}.`]),
  ];
}

function toldLines(deliveries: readonly Delivery[]): readonly string[] {
  return deliveries.map(({ sink, night, reason }) =>
    reason === null ? `Told ${sink} of ${night}.` : `Could not tell ${sink} of ${night}: ${safeText(reason)}`,
  );
}
