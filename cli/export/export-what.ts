/** What can be exported, each in the formats that it has. */

import { ConfigError } from "../../lib/core/errors.ts";
import type { FilteredRow } from "../finding-filter.ts";
import type { ExportCounts } from "./export-counts.ts";
import {
  type ExportKind,
  exportedAmendments,
  exportedCarried,
  exportedFindings,
  exportedGroups,
  type FailedJob,
  failedInputs,
} from "./export-kinds.ts";
import { csvText, jsonlText, urlFileText } from "./export-text.ts";
import { withAddress } from "./failed-input.ts";
import { type LaterNights, withoutRecovered } from "./recovered-work.ts";
import { type ReportRows, type RowsRequest, readReports } from "./report-rows.ts";

export const exportFormats = ["url-file", "csv", "jsonl"] as const;

export interface ExportRequest extends RowsRequest {
  readonly format: (typeof exportFormats)[number];
  readonly bom: boolean;
  /** Of failed inputs: leave out what recovered in these nights; null: leave out nothing. */
  readonly later: LaterNights | null;
}

/** Throws `ConfigError` for what cannot be had in that format. */
type Export = (request: ExportRequest, signal: AbortSignal) => AsyncIterable<string>;

export const exportWhat = {
  "failed-inputs": exportInputs,
  findings: (request: ExportRequest, signal: AbortSignal) => exportRows(exportedFindings, request, signal),
  groups: (request: ExportRequest, signal: AbortSignal) => exportRows(exportedGroups, request, signal),
  carried: (request: ExportRequest, signal: AbortSignal) => exportRows(exportedCarried, request, signal),
  amendments: (request: ExportRequest, signal: AbortSignal) => exportRows(exportedAmendments, request, signal),
} as const satisfies Record<string, Export>;

function exportInputs(request: ExportRequest, signal: AbortSignal): AsyncIterable<string> {
  const { store, format, counts, later } = request;
  const all = readReports(failedInputs, request, signal);
  const reports = later === null ? all : withoutRecovered(all, { store, later, counts }, signal);
  if (format === "url-file") return urlFileText(reports, counts);
  return textOf(failedInputs, eachWithAddress(reports, counts), { ...request, format });
}

function exportRows<Row extends FilteredRow>(
  kind: ExportKind<Row>,
  request: ExportRequest,
  signal: AbortSignal,
): AsyncIterable<string> {
  const { format } = request;
  if (format !== "url-file") return textOf(kind, readReports(kind, request, signal), { ...request, format });
  throw new ConfigError(`Cannot write ${kind.words[1]} as url-file: it holds failed-inputs only; choose csv or jsonl`);
}

function textOf<Row extends FilteredRow>(
  kind: ExportKind<Row>,
  reports: AsyncIterable<ReportRows<Row>>,
  { format, counts, bom }: { readonly format: "csv" | "jsonl"; readonly counts: ExportCounts; readonly bom: boolean },
): AsyncIterable<string> {
  return format === "csv" ? csvText(kind, reports, counts, bom) : jsonlText(reports, counts);
}

async function* eachWithAddress(
  reports: AsyncIterable<ReportRows<FailedJob>>,
  counts: ExportCounts,
): AsyncGenerator<ReportRows<FailedJob>> {
  for await (const report of reports) yield { ...report, rows: withAddress(report.rows, counts) };
}
