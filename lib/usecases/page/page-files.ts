/** The files that a page leads to: the manifest, which names them all, what the night has once, and the largest of the rest. */

import type { Most, PageFile } from "../../core/page/page-view.ts";
import type { CommittedNight } from "../report/read-commit.ts";

const mostFiles = 200;
/** One or more for each scope. */
const ofScopes: ReadonlySet<string> = new Set(["findings", "open"]);

export function pageFiles({ commit, manifest }: CommittedNight, ofDiff: readonly PageFile[]): Most<PageFile> {
  const stored: readonly PageFile[] = [...manifest.files, ...ofDiff];
  const named = { dataset: "manifests", key: commit.manifest, rows: 1, bytes: null };
  const once = stored.filter(({ dataset }) => !ofScopes.has(dataset));
  const many = stored.filter(({ dataset }) => ofScopes.has(dataset)).sort((a, b) => b.rows - a.rows);
  const all = [named, ...once, ...many].map(({ dataset, key, rows, bytes }) => ({ dataset, key, rows, bytes }));
  return { first: all.slice(0, mostFiles), inAll: all.length };
}
