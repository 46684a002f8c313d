/** The text of a diff whose lines are these. */

import { digestDiff } from "../../../cli/diff-digest.ts";
import { type DiffTextRequest, diffText } from "../../../cli/render/diff-text.ts";
import { plainLook } from "../../../cli/render/look.ts";
import type { Diff } from "../../../lib/core/schema/diff.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { storeLines } from "../stored-lines.ts";

const signal = new AbortController().signal;

/** The command that it names. */
export const all = "job-audit diff --date 2026-11-20 --all";

export async function textOf(
  diff: Diff,
  lines: readonly Regression[],
  parts: Partial<DiffTextRequest> = {},
): Promise<string> {
  const store = memoryStore();
  const file = { dataset: "regressions" as const, ...storeLines(store, "lines", lines) };
  const manifest = {
    schema: "job-audit/diff-manifest/v1" as const,
    family: "pic" as const,
    night: diff.night,
    revision: 1,
    producer: { name: "job-audit", version: "0" },
    status: diff.status,
    worse: diff.headline.worse,
    of: { night: diff.night, manifest: "m" },
    history: [],
    series: [],
    leftOut: [],
    alwaysAlert: [],
    tuning: null,
    files: [file],
  };
  const digest = await digestDiff(store, manifest, parts.all === null, signal);
  const queueNames = new Map([["p1", "thumbnails"]]);
  return diffText({
    diff,
    digest,
    queueNames,
    templateNames: new Map(),
    look: plainLook,
    all,
    kept: "Diff:    cos://audit/d",
    ...parts,
  });
}
