/** What a committed report makes of one job, and all that this follows from: its row, its thresholds, its group. */

import { fingerprintsOfRow } from "../../core/fingerprint/row-fingerprints.ts";
import type { Amendment, Carried } from "../../core/schema/carried.ts";
import type { Finding, OpenJob } from "../../core/schema/finding.ts";
import type { Group } from "../../core/schema/group.ts";
import type { GroupChange } from "../../core/schema/regression.ts";
import type { ThresholdRow } from "../../core/schema/threshold.ts";
import { compareScopes, type Scope } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readCommittedDiff, readRegressions } from "../diff/read-diff.ts";
import type { CommittedNight } from "./read-commit.ts";
import { readGroups } from "./read-groups.ts";
import { filesOf, readRows } from "./read-lines.ts";
import { readFindings } from "./read-rows.ts";

export type ToldRow = Finding | Carried | Amendment | OpenJob;

export interface ExplainedJob {
  readonly row: ToldRow;
  /** Of its scope; none where the night learned none. */
  readonly thresholds: readonly ThresholdRow[];
  /** Of a finding, by its newest fingerprint. */
  readonly group: Group | null;
  /** What the night's diff says of that group; null where there is no diff of this revision. */
  readonly change: GroupChange | null;
}

/** Null for a job of which the report has no row. */
export async function explainJob(
  store: ReportStore,
  committed: CommittedNight,
  jobId: string,
  signal: AbortSignal,
): Promise<ExplainedJob | null> {
  const { manifest } = committed;
  const row = await findFirst(rowsOf(store, committed, signal), (each) => each.jobId === jobId);
  if (row === null) return null;
  const thresholds: ThresholdRow[] = [];
  const files = filesOf(manifest, "thresholds");
  for await (const each of readRows<ThresholdRow>(store, files, "job-audit/threshold/v1", signal))
    if (compareScopes(each, row) === 0) thresholds.push(each);
  if (row.schema !== "job-audit/finding/v1") return { row, thresholds, group: null, change: null };
  const group = await findFirst(readGroups(store, manifest, signal), (each) => isGroupOf(each, row));
  return { row, thresholds, group, change: await findChange(store, committed, row, signal) };
}

/** What tells most of a job comes first. */
async function* rowsOf(store: ReportStore, { manifest }: CommittedNight, signal: AbortSignal): AsyncGenerator<ToldRow> {
  const read = <Row extends ToldRow>(dataset: "carried" | "amendments" | "open", schema: Row["schema"]) =>
    readRows<Row>(store, filesOf(manifest, dataset), schema, signal);
  yield* readFindings(store, manifest, signal);
  yield* read<Carried>("carried", "job-audit/carried/v1");
  yield* read<Amendment>("amendments", "job-audit/amendment/v1");
  yield* read<OpenJob>("open", "job-audit/open-job/v1");
}

async function findChange(
  store: ReportStore,
  { manifest, commit }: CommittedNight,
  row: Finding,
  signal: AbortSignal,
): Promise<GroupChange | null> {
  const diff = await readCommittedDiff(store, { family: manifest.family, date: manifest.night }, signal);
  if (diff === null || diff.manifest.of.manifest !== commit.manifest) return null;
  for await (const line of readRegressions(store, diff.manifest, signal))
    if (line.kind === "group" && isGroupOf(line, row)) return line;
  return null;
}

function isGroupOf(group: Scope & Pick<Group, "fingerprint">, row: Finding): boolean {
  return compareScopes(group, row) === 0 && fingerprintsOfRow(row).includes(group.fingerprint);
}

async function findFirst<Row>(rows: AsyncIterable<Row>, isSought: (row: Row) => boolean): Promise<Row | null> {
  for await (const row of rows) if (isSought(row)) return row;
  return null;
}
