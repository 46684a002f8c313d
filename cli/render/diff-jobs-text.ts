/** The parts of a diff that are about jobs: groups of findings, open jobs of earlier nights, inputs. */

import type { DiffHeadline } from "../../lib/core/schema/diff.ts";
import {
  baselineStates,
  type CarriedChange,
  type CarriedOutcome,
  carriedOutcomes,
  type GroupChange,
  type InputChange,
} from "../../lib/core/schema/regression.ts";
import { amount, countText } from "../../lib/core/words.ts";
import type { DiffDigest } from "../diff-digest.ts";
import { type DiffLook, queueColumn, sectionText, tagColumn } from "./diff-section.ts";
import { shortFingerprint } from "./short-fingerprint.ts";
import type { Column } from "./table.ts";

export function groupChangesText({ group }: DiffDigest, { groups }: DiffHeadline, look: DiffLook): string | null {
  const counts = tallyText(baselineStates, groups, (state) => state);
  if (counts === "") return null;
  const columns: readonly Column<GroupChange>[] = [
    { title: "state", value: ({ baselineState }) => baselineState },
    { title: "kind", value: ({ code, verdict }) => code || verdict, least: 10 },
    queueColumn(look),
    { title: "before", value: ({ before }) => countOrUnknown(before), align: "right" },
    { title: "after", value: ({ after }) => countOrUnknown(after), align: "right" },
    { title: "seen", value: seenText },
  ];
  const under = ({ fingerprint, tag, message, verdict }: GroupChange) =>
    `${shortFingerprint(fingerprint)}  ${tag}: ${message || verdict}`;
  return sectionText({ heading: `Groups of findings: ${counts}`, rows: group, columns, under }, look);
}

/** From the first night to the last, without the year: `11-14 to 11-20`. */
function seenText({ firstSeen, lastSeen }: GroupChange): string {
  const first = firstSeen.slice(5);
  const last = lastSeen.slice(5);
  return first === last ? first : `${first} to ${last}`;
}

export function carriedChangesText({ carried }: DiffDigest, headline: DiffHeadline, look: DiffLook): string | null {
  const counts = tallyText(carriedOutcomes, headline.carried, outcomeText);
  if (counts === "") return null;
  const columns: readonly Column<CarriedChange>[] = [
    { title: "jobs", value: ({ jobs }) => countText(jobs), align: "right" },
    { title: "became", value: becameText },
    { title: "verdict", value: ({ verdict }) => verdict ?? "-" },
    queueColumn(look),
    tagColumn,
    { title: "of the nights", value: ({ nights }) => nightsText(nights), least: 10 },
  ];
  return sectionText({ heading: `Open jobs of earlier nights: ${counts}`, rows: carried, columns }, look);
}

function outcomeText(outcome: CarriedOutcome): string {
  return outcome === "not-seen" ? "could not be seen again" : outcome;
}

/** Short, since it stands in a column. */
function becameText({ outcome }: CarriedChange): string {
  return outcome === "not-seen" ? "not seen again" : outcome;
}

function nightsText(nights: readonly string[]): string {
  const first = nights.at(0) ?? "-";
  return nights.length > 1 ? `${first} to ${nights.at(-1)?.slice(5)}` : first;
}

export function inputChangesText({ input }: DiffDigest, { inputs }: DiffHeadline, look: DiffLook): string | null {
  const { failedAgain, recovered } = inputs;
  if (failedAgain === 0 && (recovered ?? 0) === 0) return null;
  const columns: readonly Column<InputChange>[] = [
    { title: "became", value: ({ outcome }) => outcome },
    { title: "code", value: ({ code }) => code || "-", least: 10 },
    queueColumn(look),
    { title: "object", value: ({ input: ref }) => ref?.object ?? "-", least: 12 },
  ];
  const back = recovered === null ? "recoveries not looked for" : `${countText(recovered)} recovered`;
  const heading = `Inputs that had failed: ${countText(failedAgain)} failed again, ${back}`;
  // One input may be that of several jobs, each with a line.
  const jobs = input.seen === failedAgain + (recovered ?? 0) ? "" : ` (${amount(input.seen, "job")})`;
  return sectionText({ heading: heading + jobs, rows: input, columns }, look);
}

/** What there is none of is not told. */
function tallyText<Name extends string>(
  names: readonly Name[],
  counts: Readonly<Record<Name, number>>,
  words: (name: Name) => string,
): string {
  return names
    .filter((name) => counts[name] > 0)
    .map((name) => `${countText(counts[name])} ${words(name)}`)
    .join(", ");
}

function countOrUnknown(count: number | null): string {
  return count === null ? "?" : countText(count);
}
