/** The rows of committed reports that a filter lets through, report by report, while they are read. */

import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { ReportStore } from "../../lib/ports/report-store.ts";
import { readQueueNames } from "../../lib/usecases/report/queue-names.ts";
import type { CommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { type FilteredRow, type FindingFilter, matches } from "../finding-filter.ts";
import type { ExportCounts } from "./export-counts.ts";
import type { ExportKind } from "./export-kinds.ts";

export interface ReportRows<Row> {
  readonly manifest: Manifest;
  readonly rows: AsyncIterable<Row>;
  /** By queue id. */
  readonly queueNames: ReadonlyMap<string, string>;
}

export interface RowsRequest {
  readonly store: ReportStore;
  readonly reports: readonly CommittedNight[];
  readonly filter: FindingFilter;
  readonly counts: ExportCounts;
}

export async function* readReports<Row extends FilteredRow>(
  kind: ExportKind<Row>,
  request: RowsRequest,
  signal: AbortSignal,
): AsyncGenerator<ReportRows<Row>> {
  for (const { manifest } of request.reports) {
    const queueNames = await readQueueNames(request.store, manifest, signal);
    const rows = kind.read(request.store, manifest, signal, request.filter.group);
    yield { manifest, queueNames, rows: filtered(rows, { kind, request, queueNames }, signal) };
  }
}

async function* filtered<Row extends FilteredRow>(
  rows: AsyncIterable<Row>,
  {
    kind,
    request,
    queueNames,
  }: {
    readonly kind: ExportKind<Row>;
    readonly request: RowsRequest;
    readonly queueNames: ReadonlyMap<string, string>;
  },
  signal: AbortSignal,
): AsyncGenerator<Row> {
  const { verdict = kind.verdict, ...rest } = request.filter;
  const filter = { ...rest, ...(verdict !== null && { verdict }) };
  for await (const row of rows) {
    signal.throwIfAborted();
    if (!matches(row, filter, queueNames, kind.textsOf)) continue;
    request.counts.matching += 1;
    yield row;
  }
}
