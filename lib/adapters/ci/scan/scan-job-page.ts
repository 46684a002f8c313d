/**
 * A page of jobs in a single pass over its bytes, straight into records: nearly every page that the service sends.
 *
 * It takes only what it is sure of, and makes of it what the general decoder makes of it; whatever else there may be in
 * XML, well-formed or not, is left to that decoder, which alone refuses.
 */

import { isUtf8 } from "node:buffer";
import type { FamilyName } from "../../../core/family.ts";
import type { Job } from "../../../core/job.ts";
import { totalLimit } from "../left-over.ts";
import { type Cursor, createCursor, lessThan, skipBlank, slash, take } from "./cursor.ts";
import { jobOfParts } from "./job-of-parts.ts";
import { type JobTable, jobTable } from "./job-table.ts";
import { scanElement } from "./scan-element.ts";
import { createJobParts, type JobParts, scanJob } from "./scan-job.ts";

export interface ScannedPage {
  readonly jobs: readonly Job[];
  readonly nextToken: string | null;
}

/** No element is shorter than `<a/>`: so many bytes cannot hold more of them than the general decoder allows. */
const maxBytes = 1_000_000;

const frame = /^(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="(?:utf|UTF)-8")?\?>)?[ \t\n]*<Response>/;

interface PageScan {
  readonly family: FamilyName;
  readonly table: JobTable;
  readonly parts: JobParts;
  readonly jobs: Job[];
  nextToken: string | null;
  sawToken: boolean;
}

/** Null for a page that is left to the general decoder, such as any without a job. */
export function scanJobPage(bytes: Uint8Array, family: FamilyName): ScannedPage | null {
  if (bytes.length > maxBytes || !isUtf8(bytes)) return null;
  const table = jobTable(family);
  const page: PageScan = { family, table, parts: createJobParts(), jobs: [], nextToken: null, sawToken: false };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const close = Buffer.from(table.job.close);
  let from = 0;
  for (let at = buffer.indexOf(close); at !== -1; at = buffer.indexOf(close, from)) {
    const end = at + close.length;
    if (!scanPiece(page, buffer, { from, to: end })) return null;
    from = end;
  }
  if (page.jobs.length === 0 || !scanPiece(page, buffer, { from, to: buffer.length })) return null;
  return { jobs: page.jobs, nextToken: page.nextToken };
}

interface Piece {
  readonly from: number;
  readonly to: number;
}

/**
 * From where the last job ended to the end of the next one, or of the page. Each is a string of its own: what is cut out
 * of a string keeps the whole of it alive, and that should be one job, not a page.
 */
function scanPiece(page: PageScan, buffer: Buffer, { from, to }: Piece): boolean {
  if (to - from > totalLimit) return false;
  const cursor = createCursor(buffer.toString("latin1", from, to));
  if (cursor === null || (from === 0 && !takeFrame(cursor))) return false;
  for (;;) {
    skipBlank(cursor);
    if (cursor.at === cursor.text.length) return to < buffer.length;
    if (cursor.text.charCodeAt(cursor.at) !== lessThan) return false;
    if (cursor.text.charCodeAt(cursor.at + 1) === slash) return isEnd(cursor);
    if (!scanChild(page, cursor)) return false;
  }
}

function takeFrame(cursor: Cursor): boolean {
  cursor.at = frame.exec(cursor.text)?.[0].length ?? 0;
  return cursor.at > 0;
}

function isEnd(cursor: Cursor): boolean {
  if (!take(cursor, "</Response>")) return false;
  skipBlank(cursor);
  return cursor.at === cursor.text.length;
}

function scanChild(page: PageScan, cursor: Cursor): boolean {
  const { table, family, parts, jobs } = page;
  if (!cursor.text.startsWith(table.job.open, cursor.at)) return scanOther(page, cursor);
  if (!scanJob(cursor, table.job, parts)) return false;
  const job = jobOfParts(parts, family, table);
  if (job !== null) jobs.push(job);
  return job !== null;
}

/** A placeholder for no job, and an error, are among what is not taken. */
function scanOther(page: PageScan, cursor: Cursor): boolean {
  const element = scanElement(cursor);
  if (element === null || element.name === page.table.job.name || element.name === "Error") return false;
  if (element.name !== "NextToken") return true;
  if (element.children.length > 0 || page.sawToken) return false;
  page.sawToken = true;
  page.nextToken = element.text.trim() || null;
  return true;
}
