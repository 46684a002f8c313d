/**
 * Looks at one night that should be over and done. Whether it is committed, whole and compared is asked for by name; of
 * one that is not committed, what became of its run.
 */

import { isAuditError, StoreError } from "../../core/errors.ts";
import type { NightName } from "../../core/key.ts";
import { nightSpan } from "../../core/night.ts";
import type { Commit } from "../../core/schema/manifest.ts";
import type { Aspect, NightLook, Trouble } from "../../core/watch/trouble.ts";
import { readDiffCommit } from "../diff/read-diff.ts";
import { readManifest, readNewestCommit } from "../report/read-commit.ts";
import { lookAtRun, type RunLook } from "./look-at-run.ts";
import { areSilenced } from "./silenced-holes.ts";
import type { WatchDeps, WatchRequest } from "./watch-deps.ts";

export interface WatchedNight {
  readonly name: NightName;
  /** Whether its commit has to be there by now. */
  readonly isDue: boolean;
  /** Whether a run of the night behind it has had its time, which repairs what it can. */
  readonly isRepairDue: boolean;
  /** Whether no night is committed at all. */
  readonly isFirst: boolean;
}

export interface SeenNight extends NightLook {
  readonly name: NightName;
  readonly commit: Pick<Commit, "status" | "revision"> | null;
  /** Id of the run that was started again by this look. */
  readonly restarted: string | null;
  /** Why that failed, or null. */
  readonly error: unknown;
}

const nothing = { commit: null, restarted: null, error: null } as const;

/** Throws what keeps it from looking, but for what is damaged: that is seen. */
export async function lookAtNight(
  deps: WatchDeps,
  request: WatchRequest,
  night: WatchedNight,
  signal: AbortSignal,
): Promise<SeenNight> {
  const { name } = night;
  try {
    const commit = await readNewestCommit(deps.store, name, signal);
    if (commit !== null) {
      return { ...nothing, name, commit, ...(await lookAtCommitted(deps, request, { night, commit }, signal)) };
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { ...nothing, name, troubles: [{ kind: "damaged", problem: error.message }], fine: [] };
  }
  return lookAtMissing(deps, request, night, signal);
}

async function lookAtMissing(
  deps: WatchDeps,
  request: WatchRequest,
  { name, isDue, isFirst }: WatchedNight,
  signal: AbortSignal,
): Promise<SeenNight> {
  const { look, error } = await tryLookAtRun(deps, request, name, signal);
  const run = look?.run ?? null;
  const dueAt = nightSpan(name.date, request.timeZone).to + request.settleMs + request.graceMs;
  const troubles: Trouble[] = isDue ? [{ kind: "missing", dueAt, first: isFirst, run }] : [];
  if (look?.isSilent) troubles.push({ kind: "silent", run: look.run });
  return { ...nothing, name, troubles, fine: [], restarted: look?.restarted ?? null, error };
}

/** That a night is missing is told, whatever keeps its run from being looked at. */
async function tryLookAtRun(
  deps: WatchDeps,
  request: WatchRequest,
  name: NightName,
  signal: AbortSignal,
): Promise<{ readonly look: RunLook | null; readonly error: unknown }> {
  try {
    const look = await lookAtRun(deps, request, name, signal);
    return { look, error: look?.error ?? null };
  } catch (error) {
    signal.throwIfAborted();
    if (!isAuditError(error)) throw error;
    return { look: null, error };
  }
}

async function lookAtCommitted(
  deps: WatchDeps,
  request: WatchRequest,
  { night, commit }: { readonly night: WatchedNight; readonly commit: Commit },
  signal: AbortSignal,
): Promise<NightLook> {
  const isDiffDue = Date.parse(commit.committedAt) + request.graceMs <= deps.clock.now();
  const diff = await lookAtDiff(deps, night.name, signal);
  const holes = night.isRepairDue ? await lookAtHoles(deps, request, commit, signal) : [];
  const fine: Aspect[] = ["commit"];
  if (commit.status === "complete") fine.push("holes");
  if (diff === null) fine.push("diff");
  return { troubles: [...holes, ...(diff === null || !isDiffDue ? [] : [diff])], fine };
}

async function lookAtHoles(
  { store }: WatchDeps,
  { silences }: WatchRequest,
  commit: Commit,
  signal: AbortSignal,
): Promise<readonly Trouble[]> {
  if (commit.status === "complete") return [];
  const { holes } = await readManifest(store, commit, signal);
  if (areSilenced(holes, silences, commit.night)) return [];
  return [{ kind: "incomplete", revision: commit.revision, holes: holes.length }];
}

/** Null: it is there. */
async function lookAtDiff({ store }: WatchDeps, name: NightName, signal: AbortSignal): Promise<Trouble | null> {
  try {
    const commit = await readDiffCommit(store, name, signal);
    return commit === null ? { kind: "undiffed", problem: null } : null;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { kind: "undiffed", problem: error.message };
  }
}
