/** The parts of a diff that statistics tell: rates that spiked or creep up, and jobs that take longer. */

import { shareText, timeText } from "../../lib/core/numbers-text.ts";
import type { DiffHeadline } from "../../lib/core/schema/diff.ts";
import type { DriftChange, SlowChange, SpikeChange } from "../../lib/core/schema/regression.ts";
import { whySentence } from "../../lib/core/why/why-words.ts";
import { amount, countText } from "../../lib/core/words.ts";
import type { DiffDigest } from "../diff-digest.ts";
import { type DiffLook, operationText, queueColumn, sectionText, tagColumn } from "./diff-section.ts";
import { shortFingerprint } from "./short-fingerprint.ts";
import type { Column } from "./table.ts";
import { wrapText } from "./wrap.ts";

/** Null where rates were not judged, or there is nothing to say of them. */
export function spikesText({ spike }: DiffDigest, { rates }: DiffHeadline, look: DiffLook): string | null {
  if (rates === null || (spike.seen === 0 && rates.tooFew === 0)) return null;
  const columns: readonly Column<SpikeChange>[] = [
    queueColumn(look),
    { title: "of", value: (row) => subjectText(row, look), least: 8 },
    { title: "before", value: ({ before }) => rateText(before), align: "right" },
    { title: "after", value: ({ after }) => shareText(after), align: "right" },
    { title: "expected", value: expectedText, align: "right" },
    { title: "q", value: ({ q }) => chanceText(q), align: "right" },
  ];
  const heading = `Spikes: ${amount(spike.seen, "failure rate")} above what the nights before let expect`;
  return (
    sectionText({ heading, rows: spike, columns, under: underSpike, whole: (row) => whySpiked(row, look) }, look) +
    tooFewLine(rates.tooFew, look)
  );
}

function subjectText(row: SpikeChange, look: DiffLook): string {
  if (row.level !== "group") return operationText(row, look);
  return row.code === null || row.code === "" ? "one kind of failure" : row.code;
}

function underSpike({ fingerprint, message }: SpikeChange): string | null {
  return fingerprint === null ? null : `${shortFingerprint(fingerprint)}  ${message ?? ""}`;
}

function whySpiked({ why, provisional }: SpikeChange, { templateNames }: DiffLook): string | null {
  const reserve = provisional ? "provisional: few nights to compare with" : null;
  const parts = [why === null ? null : whySentence(why, "en", templateNames), reserve].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join("; ");
}

function rateText({ failed, ended }: SpikeChange["before"]): string {
  return ended === 0 ? "-" : `${((100 * failed) / ended).toFixed(2)} %`;
}

/** `18 (9–31)`: failures, and the band that nights like those before stay in. */
function expectedText({ expected, low, high }: SpikeChange): string {
  if (expected === null) return "-";
  const band = low === null || high === null ? "" : ` (${countText(low)}–${countText(high)})`;
  return `${countText(Math.round(expected))}${band}`;
}

function chanceText(q: number | null): string {
  if (q === null) return "-";
  return q < 0.001 ? "<0.001" : q.toFixed(3);
}

function tooFewLine(tooFew: number, { columns }: DiffLook): string {
  if (tooFew === 0) return "";
  const text = `Of ${amount(tooFew, "scope")} too few jobs failed or ran to tell a spike: that is no all-clear.`;
  return `${wrapText(text, columns, "  ")}\n`;
}

export function driftsText({ drift }: DiffDigest, look: DiffLook): string | null {
  if (drift.seen === 0) return null;
  const columns: readonly Column<DriftChange>[] = [
    queueColumn(look),
    tagColumn,
    { title: "since", value: ({ since }) => since.slice(5) },
    { title: "failed before", value: ({ before }) => failuresText(before), align: "right" },
    { title: "since then", value: ({ after }) => failuresText(after), align: "right" },
  ];
  const heading = "Failure rates that creep up, each night by too little for a spike";
  return sectionText({ heading, rows: drift, columns }, look);
}

function failuresText(failures: DriftChange["before"]): string {
  return failures === null ? "?" : shareText(failures);
}

export function slowText({ slow }: DiffDigest, look: DiffLook): string | null {
  if (slow.seen === 0) return null;
  const columns: readonly Column<SlowChange>[] = [
    queueColumn(look),
    tagColumn,
    { title: "", value: ({ phase, quantile }) => `${phase} ${quantile.slice(0, 3)}` },
    { title: "usually", value: ({ before }) => timeText(before), align: "right" },
    { title: "now", value: ({ after }) => timeText(after), align: "right" },
    { title: "jobs", value: ({ jobs }) => countText(jobs), align: "right" },
  ];
  return sectionText({ heading: "Jobs that take longer than in the nights before", rows: slow, columns }, look);
}
