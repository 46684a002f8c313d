/** Which columns each kind of row has when it is shown. */

import { timeInNight } from "../../lib/core/local-time.ts";
import { timeText } from "../../lib/core/numbers-text.ts";
import type { Amendment, Carried } from "../../lib/core/schema/carried.ts";
import type { Finding } from "../../lib/core/schema/finding.ts";
import type { Group } from "../../lib/core/schema/group.ts";
import { symptomOf } from "../../lib/core/symptom.ts";
import { countText } from "../../lib/core/words.ts";
import type { KnownRow } from "../../lib/usecases/report/known-rows.ts";
import { shortFingerprint } from "./short-fingerprint.ts";
import type { Column } from "./table.ts";

/** What the rows stand in. */
export interface RowFrame {
  readonly night: string;
  readonly timeZone: string;
  /** ISO 8601. */
  readonly asOf: string;
  readonly queueNames: ReadonlyMap<string, string>;
}

type Placed = Pick<Finding, "queueId" | "input">;

function queueAndObject({ queueNames }: RowFrame): readonly Column<Placed>[] {
  return [queueColumn(queueNames), { title: "object", value: ({ input }) => input?.object ?? "-", least: 12 }];
}

function queueColumn(queueNames: RowFrame["queueNames"]): Column<Pick<Finding, "queueId">> {
  return { title: "queue", value: ({ queueId }) => queueNames.get(queueId) ?? queueId, least: 8 };
}

export function findingColumns(frame: RowFrame): readonly Column<Finding>[] {
  const { timeZone, night } = frame;
  return [
    { title: "created", value: ({ createdAt }) => timeInNight(createdAt, timeZone, night) },
    { title: "verdict", value: ({ verdict }) => verdict },
    { title: "code", value: (finding) => symptomOf(finding).code || "-", least: 22 },
    ...queueAndObject(frame),
  ];
}

export function groupColumns({ queueNames }: RowFrame): readonly Column<Group>[] {
  return [
    { title: "jobs", value: ({ jobs }) => countText(jobs), align: "right" },
    { title: "verdict", value: ({ verdict }) => verdict },
    { title: "code", value: ({ code }) => code || "-", least: 10 },
    queueColumn(queueNames),
    { title: "tag", value: ({ tag }) => tag, least: 6 },
    { title: "fingerprint", value: ({ fingerprint }) => shortFingerprint(fingerprint) },
  ];
}

/** Times of day are those of the job's own night, which stands beside them. */
function nightAndTime({ timeZone }: RowFrame): readonly Column<Pick<Carried, "night" | "createdAt">>[] {
  return [
    { title: "night", value: ({ night }) => night },
    { title: "created", value: ({ createdAt, night }) => timeInNight(createdAt, timeZone, night) },
  ];
}

export function carriedColumns(frame: RowFrame): readonly Column<Carried>[] {
  const ageOf = (createdAt: string) => timeText(Date.parse(frame.asOf) - Date.parse(createdAt));
  return [
    ...nightAndTime(frame),
    { title: "verdict", value: ({ verdict }) => verdict },
    { title: "age", value: ({ createdAt }) => ageOf(createdAt), align: "right" },
    ...queueAndObject(frame),
  ];
}

/** What was recorded beside what was known later, and since which night's report. */
export function knownColumns(frame: RowFrame): readonly Column<KnownRow>[] {
  const { timeZone, night } = frame;
  return [
    { title: "created", value: ({ createdAt }) => timeInNight(createdAt, timeZone, night) },
    { title: "recorded", value: ({ verdict, state }) => verdict ?? state },
    { title: "known", value: ({ known }) => (known.change === null ? "–" : outcomeText(known)) },
    { title: "since", value: ({ known }) => (known.change === null ? "–" : known.since) },
    ...queueAndObject(frame),
  ];
}

function outcomeText({ change, verdict, state }: KnownRow["known"]): string {
  return change === "vanished" ? change : (verdict ?? state);
}

export function amendmentColumns(frame: RowFrame): readonly Column<Amendment>[] {
  return [
    ...nightAndTime(frame),
    {
      title: "was → is",
      value: ({ was, state, change }) => `${was.state} → ${change === "vanished" ? change : state}`,
    },
    { title: "verdict", value: ({ verdict }) => verdict ?? "-" },
    ...queueAndObject(frame),
  ];
}
