/** What a revision changed, as a table of jobs and what they come to. */

import type { JobChange, JobRow } from "../../lib/core/diff/job-change.ts";
import { timeInNight } from "../../lib/core/local-time.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import { countText } from "../../lib/core/words.ts";
import type { Look } from "./look.ts";
import { createRowTable } from "./row-table.ts";
import type { Column } from "./table.ts";

export interface RevisionFrame extends Pick<Manifest, "family" | "night" | "revision" | "timeZone"> {
  readonly queueNames: ReadonlyMap<string, string>;
  /** Every change, not the first few. */
  readonly all: boolean;
}

export interface RevisionText {
  add(change: JobChange): void;
  end(): void;
}

const usuallyShown = 20;

export function createRevisionText(frame: RevisionFrame, look: Look, print: (text: string) => void): RevisionText {
  const { family, night, revision, timeZone, all } = frame;
  const most = all ? Number.POSITIVE_INFINITY : usuallyShown;
  const counts = createCounts();
  const table = createRowTable<JobChange>({
    columns: columnsOf(frame),
    idOf: (change) => rowOf(change).jobId,
    messageOf: ({ columns }) => columns.join(", "),
    look,
    print,
  });
  let told = 0;
  const title = `What revision ${revision} of ${night} changed of revision ${revision - 1}`;
  print(`${look.colours.strong(`${title}, ${family} jobs`)} (times in ${timeZone})\n\n`);
  return {
    add(change) {
      told += 1;
      counts.add(change);
      if (told <= most) table.add(change);
    },
    end() {
      table.end();
      if (told === 0) return print("No row of a job was added, removed or changed.\n");
      print(
        `\n${counts.text()}.${told > most ? ` The first ${usuallyShown} are shown; --all shows every one.` : ""}\n`,
      );
    },
  };
}

/** `findings: 1 changed, 2 added; open: 1 removed`, in the order in which they came. */
function createCounts() {
  const counts = new Map<string, Map<string, number>>();
  return {
    add({ dataset, change }: JobChange): void {
      const of = counts.get(dataset) ?? new Map<string, number>();
      counts.set(dataset, of.set(change, (of.get(change) ?? 0) + 1));
    },
    text(): string {
      const sums = (of: ReadonlyMap<string, number>) =>
        [...of].map(([change, count]) => `${countText(count)} ${change}`);
      return [...counts].map(([dataset, of]) => `${dataset}: ${sums(of).join(", ")}`).join("; ");
    },
  };
}

function columnsOf({ night, timeZone, queueNames }: RevisionFrame): readonly Column<JobChange>[] {
  return [
    { title: "change", value: ({ change }) => change },
    { title: "of", value: ({ dataset }) => dataset },
    { title: "created", value: textOf(({ createdAt }) => timeInNight(createdAt, timeZone, night)) },
    { title: "is", value: textOf(outcomeOf) },
    { title: "queue", value: textOf(({ queueId }) => queueNames.get(queueId) ?? queueId), least: 8 },
    { title: "object", value: textOf(({ input }) => input?.object ?? "-"), least: 12 },
  ];
}

function textOf(tell: (row: JobRow) => string): (change: JobChange) => string {
  return (change) => tell(rowOf(change));
}

/** As it is now, or as it was where it is gone. */
function rowOf(change: JobChange): JobRow {
  return change.after === null ? change.before : change.after;
}

function outcomeOf(row: JobRow): string {
  if (row.schema === "job-audit/recovery/v1") return "recovered";
  return row.schema === "job-audit/open-job/v1" ? row.state : (row.verdict ?? row.state);
}
