/** The diff function: compares one committed night, or the newest, with those before it. It waits for nothing. */

import { EventError } from "../core/errors.ts";
import type { FamilyName } from "../core/family.ts";
import type { NightName } from "../core/key.ts";
import { lastNightBefore, shiftNight } from "../core/night.ts";
import { type DiffResult, historyNights } from "../usecases/diff/diff-night.ts";
import { makeDiff } from "../usecases/diff/make-diff.ts";
import { readPreviousNight } from "../usecases/report/read-commit.ts";
import { decodeDiffEvent, type NewestEvent, type NightEvent, type TimerEvent } from "./event.ts";
import { firedAt } from "./fired-at.ts";
import type { FunctionSpec, FunctionSurroundings, Handler, Outcome, Work } from "./function-spec.ts";
import { createHandler } from "./handler.ts";
import { keepDiffMetrics } from "./keep-metrics.ts";
import { producer } from "./producer.ts";
import { type AlertsTold, tellPeople } from "./tell-people.ts";

type DiffEvent = TimerEvent | NightEvent | NewestEvent;

interface DiffedNight extends NightName {
  readonly commit: string;
  readonly revision: number;
  readonly status: "complete" | "incomplete";
  /** Made before, from the same nights, or by a run that raced this one. */
  readonly already: boolean;
  /** How many things got worse. */
  readonly worse: number;
  readonly alerts: AlertsTold;
}

/** What the diff function returns and logs. */
export interface DiffFunctionResult {
  readonly diffs: readonly DiffedNight[];
}

const spec: FunctionSpec<DiffEvent, DiffFunctionResult> = { name: "diff", decode: decodeDiffEvent, run: diff };

export function createDiffHandler(surroundings: FunctionSurroundings): Handler<DiffFunctionResult> {
  return createHandler(spec, surroundings);
}

async function diff(work: Work, event: DiffEvent): Promise<Outcome<DiffFunctionResult>> {
  const asked = event.kind === "night" ? event.family : null;
  const diffs: DiffedNight[] = [];
  for (const family of asked === null ? work.settings.families : [asked]) {
    const name = event.kind === "night" ? { family, date: event.date } : await newestNight(work, event, family);
    const made = await diffOne(work, name);
    diffs.push({ ...name, ...numbersOf(made), alerts: await tellPeople(work, name, made.manifest) });
    await keepDiffMetrics(work, name, made);
  }
  return { result: { diffs }, error: null };
}

/** The newest committed night as of the timer's time, or of now. Throws `EventError` when there is none. */
async function newestNight(
  { store, settings, clock, signal }: Work,
  event: TimerEvent | NewestEvent,
  family: FamilyName,
): Promise<NightName> {
  const at = event.kind === "timer" ? firedAt(event, clock) : clock.now();
  const last = lastNightBefore(at, settings.timeZone, settings.settleMs);
  const newest = await readPreviousNight(store, { family, date: shiftNight(last, 1) }, historyNights, signal);
  if (newest !== null) return { family, date: newest.manifest.night };
  throw new EventError(`Cannot diff: no night of the ${historyNights} up to ${last} is committed in ${store.location}`);
}

async function diffOne({ store, settings, signal, ...app }: Work, name: NightName): Promise<DiffResult> {
  const { alerts, spikes: tuning } = settings;
  const made = await makeDiff(
    { ...app, store, output: store, producer, alwaysAlert: alerts.alwaysAlert, tuning },
    { name, historyNights, baseline: null },
    signal,
  );
  if (made !== null) return made;
  throw new EventError(`Cannot diff ${name.date}: that night is not committed in ${store.location}`);
}

function numbersOf({ key, commit, manifest, already }: DiffResult): Omit<DiffedNight, keyof NightName | "alerts"> {
  return { commit: key, revision: commit.revision, status: commit.status, already, worse: manifest.worse };
}
