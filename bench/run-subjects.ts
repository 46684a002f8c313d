/** Runs what was ordered, subject by subject, and tells all targets in one table at the end. */

import { keepResults } from "./kept-results.ts";
import { fileOf, type TargetLine } from "./lines.ts";
import { runLine } from "./machine.ts";
import type { Order } from "./order.ts";
import { targetsTable } from "./page-tables.ts";
import { type Outlets, openResults } from "./results.ts";
import type { Subject } from "./subject.ts";

/** Whether every target was met. */
export async function runSubjects(order: Order, outlets: Outlets): Promise<boolean> {
  const { chosen, full } = order;
  const judged: TargetLine[] = [];
  for (const subject of chosen) judged.push(...(await runSubject(subject, order, outlets)));
  if (order.write) {
    const files = chosen.map(({ name }) => fileOf({ bench: name, full }));
    await keepResults(outlets.folder, files);
  }
  outlets.say(`\n${targetsTable(judged)}`);
  return judged.every(({ verdict }) => verdict === "met");
}

async function runSubject(subject: Subject, order: Order, outlets: Outlets): Promise<readonly TargetLine[]> {
  const { full, size } = order;
  const results = openResults(runLine(subject.name, full), outlets);
  const usual = full ? subject.sizes.full : subject.sizes.small;
  for (const each of size === undefined ? usual : [size]) await subject.measure({ size: each, full }, results);
  return results.close();
}
