/**
 * Shapes of jobs: what stands between the texts of a job that was scanned element by element, character for character.
 *
 * A job that has the same between its texts has the same elements, so that only its texts are left to be read. A service
 * writes its jobs in a few shapes, and nearly every job is read by one that was learned from another.
 */

import type { Cursor } from "./cursor.ts";
import { slotOf } from "./job-table.ts";
import { createLiteral, isLiteralAt, type Literal } from "./literal.ts";
import { learnOthers, type OthersShape } from "./others-shape.ts";
import type { JobParts } from "./scan-job.ts";
import { scanText } from "./scan-text.ts";

/** A shape is a path of steps; shapes share the steps that they begin with. */
interface Step {
  /** Between two texts, or between one and an end of the job. */
  readonly between: Literal;
  /** Of the text behind it; -1 at the end of the job. */
  readonly slot: number;
  /** Longest first: one may begin with another. */
  readonly next: Step[];
  /** At the end of the job: what else is known of it then. */
  readonly known: Known | null;
}

/** What no text tells. */
interface Known {
  /** Slots of empty-element tags. */
  readonly empty: readonly number[];
  readonly opened: readonly boolean[];
  readonly others: OthersShape;
}

export interface JobShapes {
  readonly first: Step[];
  count: number;
}

/** So many of them are no service's habit. */
const mostShapes = 256;

export function createJobShapes(): JobShapes {
  return { first: [], count: 0 };
}

/** Reads the texts of a job of a known shape into `parts`, which are clear. False, with anything in them, for another. */
export function readByShape(cursor: Cursor, { first }: JobShapes, parts: JobParts): boolean {
  let steps = first;
  for (;;) {
    const step = stepAt(cursor, steps);
    if (step === null) return false;
    cursor.at += step.between.text.length;
    if (step.known !== null) return complete(parts, step.known);
    const text = scanText(cursor);
    if (text === null) return false;
    parts.texts[step.slot] = text;
    steps = step.next;
  }
}

function stepAt(cursor: Cursor, steps: readonly Step[]): Step | null {
  for (const step of steps) if (isLiteralAt(cursor.view, cursor.at, step.between)) return step;
  return null;
}

function complete(parts: JobParts, known: Known): true {
  const { texts, opened } = parts;
  parts.shape = known.others;
  for (const slot of known.empty) texts[slot] = "";
  for (let index = 0; index < opened.length; index += 1) opened[index] = known.opened[index] === true;
  return true;
}

/** Jobs with more texts than that are not worth it. */
const mostMarks = 96;

export interface Scanned {
  /** Where the job began; the cursor is at its end. */
  readonly from: number;
  readonly parts: JobParts;
  /** What the element of its rule is called. */
  readonly rule: string;
}

/** Learns from a job that was scanned element by element. */
export function learnShape(cursor: Cursor, shapes: JobShapes, { from, parts, rule }: Scanned): void {
  const { marks, texts, opened } = parts;
  if (marks.length > mostMarks) return;
  if (shapes.count === mostShapes) forget(shapes);
  shapes.count += 1;
  let steps = shapes.first;
  let at = from;
  for (const { slot, from: start, to } of marks) {
    steps = stepTo(steps, cursor.text.slice(at, start), { slot, known: null }).next;
    at = to;
  }
  const read = new Set(marks.map(({ slot }) => slot));
  const empty = Object.values(slotOf).filter((slot) => texts[slot] === "" && !read.has(slot));
  const known = { empty, opened: [...opened], others: learnOthers(parts, rule) };
  stepTo(steps, cursor.text.slice(at, cursor.at), { slot: -1, known });
}

function forget(shapes: JobShapes): void {
  shapes.first.length = 0;
  shapes.count = 0;
}

/** The step that is there already, or else a new one. */
function stepTo(steps: Step[], between: string, end: Pick<Step, "slot" | "known">): Step {
  const there = steps.find((step) => step.between.text === between);
  if (there !== undefined) return there;
  // A copy: what was cut out of a page would keep it alive.
  const own = createLiteral(Buffer.from(between, "latin1").toString("latin1"));
  const step = { between: own, next: [], ...end };
  steps.push(step);
  steps.sort((a, b) => b.between.text.length - a.between.text.length);
  return step;
}
