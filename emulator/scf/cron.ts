/**
 * Timer expressions: second, minute, hour, day, month, weekday, year (vendor page "Timer Trigger Description").
 *
 * Lists, ranges, steps, names of months and weekdays, 0 = Sunday. Of the special symbols only `?` is known, which is as
 * good as `*`: no L, W or #.
 */

export interface Cron {
  /** Ascending, as are all fields. */
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Null: not specified. Days and weekdays that are both specified are an "or". */
  readonly days: readonly number[] | null;
  readonly months: readonly number[];
  /** Null: not specified. */
  readonly weekdays: readonly number[] | null;
  readonly years: readonly number[];
  /** The hour is `*`: nothing is said of the time of day. */
  readonly everyHour: boolean;
}

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Of the values from the least on, in capitals. */
  readonly names?: readonly string[];
  /** Takes `?`. */
  readonly optional?: true;
}

const fields: readonly Field[] = [
  { name: "second", least: 0, most: 59 },
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day", least: 1, most: 31, optional: true },
  {
    name: "month",
    least: 1,
    most: 12,
    names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  },
  { name: "weekday", least: 0, most: 6, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], optional: true },
  { name: "year", least: 1970, most: 2099 },
];

/** A sentence for what is no expression. */
export function readCron(text: string): Cron | string {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) return `a cron expression has seven fields, this one has ${parts.length}`;
  const read: (readonly number[])[] = [];
  for (const [index, field] of fields.entries()) {
    const values = readField(parts[index] ?? "", field);
    if (values === null) return `the ${field.name} is ${parts[index]}, and must be ${field.least} to ${field.most}`;
    read.push(values);
  }
  const [seconds = [], minutes = [], hours = [], days = [], months = [], weekdays = [], years = []] = read;
  return {
    seconds,
    minutes,
    hours,
    days: isOpen(parts[3]) ? null : days,
    months,
    weekdays: isOpen(parts[5]) ? null : weekdays,
    years,
    everyHour: isOpen(parts[2]),
  };
}

function isOpen(text: string | undefined): boolean {
  return text === "*" || text === "?";
}

/** Null for what makes no sense. */
function readField(text: string, field: Field): readonly number[] | null {
  if (text === "?" && field.optional) return readField("*", field);
  const values = new Set<number>();
  for (const term of text.split(",")) {
    const found = readTerm(term, field);
    if (found === null) return null;
    for (const value of found) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** `*`, `7`, `1-5`, each with or without `/2`; `7/2` goes on to the greatest value. */
const termForm = /^(?:\*|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:\/(\d+))?$/;

function readTerm(term: string, field: Field): readonly number[] | null {
  const match = termForm.exec(term.toUpperCase());
  if (!match) return null;
  const [, first, last, stepText] = match;
  const step = stepText === undefined ? 1 : Number(stepText);
  const from = first === undefined ? field.least : readValue(first, field);
  const alone = first !== undefined && last === undefined && stepText === undefined;
  const to = last === undefined ? (alone ? from : field.most) : readValue(last, field);
  if (from === null || to === null || from > to || step < 1) return null;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** Null for what is no value of the field. */
function readValue(text: string, { least, most, names = [] }: Field): number | null {
  const named = names.indexOf(text);
  if (named >= 0) return least + named;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}
