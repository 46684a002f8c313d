/** The columns of exported tables, named as in the rows' schemas where they are told as they are. */

import type { Amendment, Carried } from "../../lib/core/schema/carried.ts";
import type { Finding } from "../../lib/core/schema/finding.ts";
import type { Group } from "../../lib/core/schema/group.ts";
import { inputUrl } from "./failed-input.ts";

export interface CsvColumn<Row> {
  readonly name: string;
  readonly value: (row: Row, queueNames: ReadonlyMap<string, string>) => string | number | null | undefined;
}

type Job = Finding | Carried | Amendment;
type Scoped = Pick<Finding, "family" | "region" | "bucket" | "queueId" | "tag">;
type Operated = Pick<Finding, "operation">;

const scopeColumns: readonly CsvColumn<Scoped>[] = [
  { name: "family", value: ({ family }) => family },
  { name: "region", value: ({ region }) => region },
  { name: "bucket", value: ({ bucket }) => bucket },
  { name: "queueId", value: ({ queueId }) => queueId },
  { name: "queue", value: ({ queueId }, queueNames) => queueNames.get(queueId) },
  { name: "tag", value: ({ tag }) => tag },
];

const operationColumns: readonly CsvColumn<Operated>[] = [
  { name: "templateId", value: ({ operation }) => operation?.templateId },
  { name: "templateName", value: ({ operation }) => operation?.templateName },
  { name: "rule", value: ({ operation }) => operation?.rule },
];

const inputColumns: readonly CsvColumn<Job>[] = [
  { name: "inputUrl", value: (job) => inputUrl(job) },
  { name: "inputRegion", value: ({ input }) => input?.region },
  { name: "inputBucket", value: ({ input }) => input?.bucket },
  { name: "inputObject", value: ({ input }) => input?.object },
];

const failureColumns: readonly CsvColumn<Job>[] = [
  { name: "verdict", value: ({ verdict }) => verdict },
  { name: "state", value: ({ state }) => state },
  { name: "code", value: ({ code }) => code },
  { name: "message", value: ({ message }) => message },
  { name: "reason", value: ({ reason }) => reason },
];

const jobColumns: readonly CsvColumn<Job>[] = [
  { name: "jobId", value: ({ jobId }) => jobId },
  { name: "createdAt", value: ({ createdAt }) => createdAt },
  { name: "startedAt", value: ({ startedAt }) => startedAt },
  { name: "endedAt", value: ({ endedAt }) => endedAt },
  { name: "fingerprint", value: ({ fingerprint }) => fingerprint },
];

const outputColumns: readonly CsvColumn<Job>[] = [
  { name: "outputObject", value: ({ output }) => output?.object },
  { name: "workflowId", value: ({ workflow }) => workflow?.workflowId },
  { name: "userData", value: ({ userData }) => userData },
];

const restOfJob = [...failureColumns, ...operationColumns, ...outputColumns];
const nightColumn: CsvColumn<Carried | Amendment> = { name: "night", value: ({ night }) => night };

export const failedInputColumns: readonly CsvColumn<Job>[] = [
  ...inputColumns,
  ...scopeColumns,
  ...failureColumns,
  ...jobColumns,
  ...operationColumns,
  ...outputColumns,
];

export const findingColumns: readonly CsvColumn<Finding>[] = [
  ...jobColumns,
  ...scopeColumns,
  ...restOfJob,
  ...inputColumns,
];

export const carriedColumns: readonly CsvColumn<Carried>[] = [
  nightColumn,
  { name: "seen", value: ({ seen }) => String(seen) },
  ...jobColumns,
  ...scopeColumns,
  ...restOfJob,
  ...inputColumns,
];

export const amendmentColumns: readonly CsvColumn<Amendment>[] = [
  nightColumn,
  { name: "change", value: ({ change }) => change },
  { name: "wasState", value: ({ was }) => was.state },
  ...jobColumns,
  ...scopeColumns,
  ...restOfJob,
  ...inputColumns,
];

export const groupColumns: readonly CsvColumn<Group>[] = [
  ...scopeColumns,
  { name: "fingerprint", value: ({ fingerprint }) => fingerprint },
  { name: "jobs", value: ({ jobs }) => jobs },
  { name: "verdict", value: ({ verdict }) => verdict },
  { name: "code", value: ({ code }) => code },
  { name: "message", value: ({ message }) => message },
  ...operationColumns,
  { name: "firstCreatedAt", value: ({ firstCreatedAt }) => firstCreatedAt },
  { name: "lastCreatedAt", value: ({ lastCreatedAt }) => lastCreatedAt },
  { name: "samples", value: ({ samples }) => samples.join(" ") },
  { name: "distinctMessages", value: ({ distinctMessages }) => distinctMessages },
];
