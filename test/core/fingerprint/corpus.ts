/** The labelled messages beside this file: what a person who reads them takes for one kind of failure has one label. */

import { readdirSync, readFileSync } from "node:fs";
import type { FailureKind } from "../../../lib/core/fingerprint/failure-kind.ts";

export interface Labelled extends FailureKind {
  readonly label: string;
}

const folder = new URL("./corpus/", import.meta.url);

export function readCorpus(): readonly Labelled[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
  return files.flatMap((name) => readFileSync(new URL(name, folder), "utf8").trimEnd().split("\n").map(readLine));
}

/** `operation` is the rule of an inline operation. */
function readLine(line: string): Labelled {
  const { operation, ...row } = JSON.parse(line);
  return {
    ...row,
    operation: operation === undefined ? null : { templateId: null, templateName: null, rule: operation },
  };
}

/** Of all pairs: how many that share a group share a label, and how many that share a label share a group. */
export function pairwise(rows: readonly { readonly label: string; readonly group: string }[]) {
  let [both, grouped, labelled] = [0, 0, 0];
  for (const [index, a] of rows.entries()) {
    for (const b of rows.slice(index + 1)) {
      both += Number(a.label === b.label && a.group === b.group);
      grouped += Number(a.group === b.group);
      labelled += Number(a.label === b.label);
    }
  }
  return { precision: both / grouped, recall: both / labelled };
}
