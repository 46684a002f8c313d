/** A diff as text: its lines are read back, and queues get their names. */

import type { ReportStore } from "../lib/ports/report-store.ts";
import type { DiffResult } from "../lib/usecases/diff/diff-night.ts";
import { readQueueNames } from "../lib/usecases/report/queue-names.ts";
import type { CommittedNight } from "../lib/usecases/report/read-commit.ts";
import { readTemplateNames } from "../lib/usecases/report/template-names.ts";
import { digestDiff } from "./diff-digest.ts";
import type { Io } from "./io.ts";
import type { LoadedApp } from "./load-app.ts";
import { configWords, programName } from "./program-name.ts";
import { diffText } from "./render/diff-text.ts";
import { lookOf } from "./render/look.ts";

export interface DescribedDiff {
  /** The night that is compared. */
  readonly night: CommittedNight;
  readonly result: DiffResult;
  /** Where the diff's files are. */
  readonly output: ReportStore;
  readonly all: boolean;
  /** The settings file, for commands that are shown. */
  readonly config: string;
  readonly kept: boolean;
}

export async function describeDiff({ store }: LoadedApp, described: DescribedDiff, io: Io): Promise<string> {
  const { night, result, output, all, config, kept } = described;
  const { diff, manifest, key } = result;
  const digest = await digestDiff(output, manifest, all, io.signal);
  const queueNames = await readQueueNames(store, night.manifest, io.signal);
  const templateNames = await readTemplateNames(store, night.manifest, io.signal);
  const [baseline] = diff.baselines;
  const against = kept || baseline === undefined ? "" : ` --baseline ${baseline.night}`;
  const command = `${programName(io.env)} diff --date ${diff.night}${against} --all${configWords(config)}`;
  return diffText({
    diff,
    digest,
    queueNames,
    templateNames,
    look: lookOf(io),
    all: all ? null : command,
    kept: kept ? `Diff:    ${store.location}/${key}` : "Compared with a night chosen by hand: nothing was kept.",
  });
}
