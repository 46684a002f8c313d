/** The parts of a diff that are about scopes: queues, failure rates, durations, and what could not be compared. */

import { shareText, timeText } from "../../lib/core/numbers-text.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { Diff } from "../../lib/core/schema/diff.ts";
import type { CoverageChange, DurationChange, QueueChangeRow, RateChange } from "../../lib/core/schema/regression.ts";
import { amount } from "../../lib/core/words.ts";
import type { DiffDigest } from "../diff-digest.ts";
import { type DiffLook, operationText, queueColumn, sectionText, tagColumn } from "./diff-section.ts";
import type { Column } from "./table.ts";
import { wrapText } from "./wrap.ts";

export function queueChangesText({ queue }: DiffDigest, look: DiffLook): string | null {
  if (queue.seen === 0) return null;
  const columns: readonly Column<QueueChangeRow>[] = [
    { title: "change", value: ({ change }) => change },
    { title: "queue", value: ({ name, queueId }) => name ?? look.queueNames.get(queueId) ?? queueId, least: 8 },
    { title: "before", value: ({ before }) => before ?? "-", least: 8 },
    { title: "after", value: ({ after }) => after ?? "-", least: 8 },
  ];
  return sectionText({ heading: `Queues: ${amount(queue.seen, "change")}`, rows: queue, columns }, look);
}

export function rateChangesText({ rate }: DiffDigest, look: DiffLook): string | null {
  if (rate.seen === 0) return null;
  const columns: readonly Column<RateChange>[] = [
    queueColumn(look),
    { title: "operation", value: (row) => operationText(row, look), least: 8 },
    { title: "failed before", value: ({ before }) => (before === null ? "?" : shareText(before)), align: "right" },
    { title: "after", value: ({ after }) => (after === null ? "?" : shareText(after)), align: "right" },
  ];
  return sectionText({ heading: "Failure rates that changed most", rows: rate, columns }, look);
}

export function durationChangesText({ duration }: DiffDigest, look: DiffLook): string | null {
  if (duration.seen === 0) return null;
  const columns: readonly Column<DurationChange>[] = [
    queueColumn(look),
    { ...tagColumn, least: 4 },
    { title: "", value: ({ phase }) => phase },
    quantileColumn("p50", "p50Ms"),
    quantileColumn("p90", "p90Ms"),
    quantileColumn("p99", "p99Ms"),
  ];
  return sectionText({ heading: "Durations that changed most", rows: duration, columns }, look);
}

type Quantile = "p50Ms" | "p90Ms" | "p99Ms";

function quantileColumn(title: string, name: Quantile): Column<DurationChange> {
  const told = (quantiles: DurationChange["before"]) => (quantiles === null ? "?" : timeText(quantiles[name]));
  return { title, value: ({ before, after }) => `${told(before)} → ${told(after)}` };
}

export function coverageText({ coverage }: DiffDigest, { headline, leftOut }: Diff, look: DiffLook): string | null {
  const { complete, incomplete, gone, notAudited, withoutBaseline } = headline.scopes;
  const all = [
    `${amount(complete, "scope")} complete`,
    incomplete > 0 ? `${amount(incomplete, "scope")} incomplete` : null,
    gone > 0 ? `${amount(gone, "scope")} of queues that are gone` : null,
    notAudited > 0 ? `${amount(notAudited, "scope")} not audited` : null,
    withoutBaseline > 0 ? `${amount(withoutBaseline, "scope")} without an earlier night to compare with` : null,
  ];
  if (coverage.seen === 0 && withoutBaseline === 0 && leftOut.length === 0) return null;
  const columns: readonly Column<CoverageChange>[] = [
    { title: "bucket", value: ({ bucket }) => bucket, least: 10 },
    queueColumn(look),
    tagColumn,
    { title: "before", value: ({ before }) => before },
    { title: "after", value: ({ after }) => after },
    { title: "holes", value: ({ holes }) => String(holes), align: "right" },
  ];
  const heading = `Coverage: ${all.filter((each) => each !== null).join(", ")}`;
  return sectionText({ heading, rows: coverage, columns }, look) + leftOutLines(leftOut, look);
}

/** Why nights were left out of the history, whole: the reason names the file. */
function leftOutLines(leftOut: Diff["leftOut"], { columns }: DiffLook): string {
  return leftOut
    .map(({ night, reason }) => `${wrapText(safeText(`${night} left out: ${reason}`), columns, "  ")}\n`)
    .join("");
}
