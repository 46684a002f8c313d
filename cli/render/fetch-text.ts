/** A fetched night: for people, what it is and where it lies now; for scripts, the same as one object. */

import { safeText } from "../../lib/core/safe-text.ts";
import { amount, countText } from "../../lib/core/words.ts";
import type { FetchResult } from "../../lib/usecases/fetch/fetch-night.ts";
import type { FetchProgress } from "../../lib/usecases/fetch/load-files.ts";
import type { Look } from "./look.ts";

export function fetchText({ night, diff, ...counts }: FetchResult, folder: string, { colours }: Look): string {
  const { family, night: date, revision, status, holes } = night.manifest;
  const complete = status === "complete";
  const state = complete ? colours.good("complete") : colours.bad(`INCOMPLETE: ${amount(holes.length, "hole")}`);
  const lines = [
    colours.strong(`Night of ${date}, ${family} jobs, revision ${revision}`),
    `  ${state}`,
    `  ${filesText(counts)}`,
    `  diff: ${diff === null ? "none is committed" : `revision ${diff.commit.revision}`}`,
    "Folder:",
    `  ${safeText(folder)}`,
    "Look in: save settings with `report: { store: directory, path: <folder> }`,",
    `         then job-audit show --date ${date} --config <settings>`,
  ];
  return `${lines.join("\n")}\n`;
}

function filesText({ files, bytes, loadedFiles }: Omit<FetchResult, "night" | "diff">): string {
  const there = files - loadedFiles;
  const loaded = there === 0 ? "" : `, ${countText(there)} of them there before`;
  return `${amount(files, "file")}, ${sizeText(bytes)}${loaded}; every hash is as its manifest says`;
}

export function fetchObject({ night, diff, ...counts }: FetchResult, folder: string): object {
  const { family, night: date, revision, status } = night.manifest;
  return {
    family,
    night: date,
    revision,
    status,
    commit: night.key,
    manifest: night.commit.manifest,
    diff: diff && { revision: diff.commit.revision, commit: diff.key, manifest: diff.commit.manifest },
    folder,
    ...counts,
  };
}

export function fetchProgressText({ files, bytes, allFiles, allBytes }: FetchProgress): string {
  return `${files} of ${allFiles} files, ${sizeText(bytes)} of ${sizeText(allBytes)}`;
}

/** Decimal units, as the vendor's console counts. */
function sizeText(bytes: number): string {
  if (bytes < 1_000) return amount(bytes, "byte");
  const [unit, size] = bytes < 1_000_000 ? ["KB", 1_000] : bytes < 1_000_000_000 ? ["MB", 1_000_000] : ["GB", 1e9];
  return `${(bytes / size).toFixed(1)} ${unit}`;
}
