/**
 * A page of jobs in a single pass over its bytes, straight into records: nearly every page that the service sends.
 *
 * It takes only what it is sure of, and makes of it what the general decoder makes of it; whatever else there may be in
 * XML, well-formed or not, is left to that decoder, which alone refuses.
 */

import { isUtf8 } from "node:buffer";
import type { FamilyName } from "../../../core/family.ts";
import type { Job } from "../../../core/job.ts";
import { ownText } from "../../../core/own-text.ts";
import { totalLimit } from "../left-over.ts";
import { type Cursor, createCursor, lessThan, skipBlank, slash, stands, take } from "./cursor.ts";
import { createPartsReader } from "./job-of-parts.ts";
import { createJobShapes, type JobShapes, learnShape, readByShape } from "./job-shapes.ts";
import { type JobTable, jobTable } from "./job-table.ts";
import { scanElement } from "./scan-element.ts";
import { clearParts, createJobParts, type JobParts, scanJob } from "./scan-job.ts";

export interface ScannedPage {
  readonly jobs: readonly Job[];
  readonly nextToken: string | null;
}

/** No element is shorter than `<a/>`: so many bytes cannot hold more of them than the general decoder allows. */
const maxBytes = 1_000_000;

const declaration = /<\?xml version=(["'])1\.0\1(?: encoding=(["'])(?:utf|UTF)-8\2)? ?\?>/;
/** In UTF-8, `EF BB BF` is a byte order mark. */
const frame = new RegExp(`^(?:\\xef\\xbb\\xbf)?(?:${declaration.source})?[ \\t\\n]*<Response>`);

/** What outlives a page: the same page gives the same records, whatever was scanned before. */
interface Scanner {
  readonly table: JobTable;
  readonly shapes: JobShapes;
  readonly parts: JobParts;
  readonly readParts: (parts: JobParts) => Job | null;
}

const scanners = new Map<FamilyName, Scanner>();

function scannerOf(family: FamilyName): Scanner {
  const known = scanners.get(family);
  if (known !== undefined) return known;
  const table = jobTable(family);
  const readParts = createPartsReader(family, table);
  const scanner = { table, shapes: createJobShapes(), parts: createJobParts(), readParts };
  scanners.set(family, scanner);
  return scanner;
}

interface PageScan {
  readonly scanner: Scanner;
  readonly jobs: Job[];
  nextToken: string | null;
  sawToken: boolean;
}

/**
 * Where a job ends behind so many bytes, a piece ends. What is cut out of a string keeps the whole of it alive, and that
 * should not be a page.
 */
const pieceBytes = 4096;

/** Null for a page that is left to the general decoder, such as any without a job. */
export function scanJobPage(bytes: Uint8Array, family: FamilyName): ScannedPage | null {
  if (bytes.length > maxBytes || !isUtf8(bytes)) return null;
  const scanner = scannerOf(family);
  const page: PageScan = { scanner, jobs: [], nextToken: null, sawToken: false };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const close = Buffer.from(scanner.table.job.close);
  let from = 0;
  for (let at = buffer.indexOf(close, pieceBytes); at !== -1; at = buffer.indexOf(close, from + pieceBytes)) {
    const to = at + close.length;
    if (!scanPiece(page, buffer, { from, to })) return null;
    from = to;
  }
  if (!scanPiece(page, buffer, { from, to: buffer.length }) || page.jobs.length === 0) return null;
  return { jobs: page.jobs, nextToken: page.nextToken };
}

interface Piece {
  readonly from: number;
  readonly to: number;
}

/** Whole children of the root, the last of them a job; or what is left of the page. */
function scanPiece(page: PageScan, buffer: Buffer, { from, to }: Piece): boolean {
  if (to - from > totalLimit) return false;
  const cursor = createCursor(buffer.subarray(from, to));
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
  const { table, parts, readParts } = page.scanner;
  if (!stands(cursor, table.job.open)) return scanOther(page, cursor);
  if (!readJob(page.scanner, cursor)) return false;
  const job = readParts(parts);
  if (job !== null) page.jobs.push(job);
  return job !== null;
}

function readJob({ table, shapes, parts }: Scanner, cursor: Cursor): boolean {
  const { at, special } = cursor;
  clearParts(parts);
  if (readByShape(cursor, shapes, parts)) return true;
  Object.assign(cursor, { at, special });
  clearParts(parts);
  if (!scanJob(cursor, table.job, parts)) return false;
  learnShape(cursor, shapes, { from: at, parts, rule: table.ruleElement });
  return true;
}

/** A placeholder for no job, and an error, are among what is not taken. */
function scanOther(page: PageScan, cursor: Cursor): boolean {
  const element = scanElement(cursor, () => {});
  if (element === null || element.name === page.scanner.table.job.name || element.name === "Error") return false;
  if (element.name !== "NextToken") return true;
  if (element.children.length > 0 || page.sawToken) return false;
  page.sawToken = true;
  page.nextToken = ownText(element.text.trim()) || null;
  return true;
}
