/** The audit function: from its event to the nights that are due, and what came of them as numbers. */

import { EventError } from "../core/errors.ts";
import type { FamilyName } from "../core/family.ts";
import type { NightName } from "../core/key.ts";
import { lastNightBefore } from "../core/night.ts";
import type { Warning } from "../core/probe-warnings.ts";
import type { AuditResult } from "../usecases/audit/audit-night.ts";
import { type CatchUpRequest, type CaughtUp, catchUp, type LeftWork } from "../usecases/audit/catch-up.ts";
import type { DiffStart } from "../usecases/audit/start-diff.ts";
import type { DiffResult } from "../usecases/diff/diff-night.ts";
import type { Repair } from "../usecases/repair/repair-night.ts";
import { auditRequestOf } from "./audit-request.ts";
import { errorOfRun } from "./error-of-run.ts";
import { decodeAuditEvent, type NightEvent, type TimerEvent } from "./event.ts";
import { fanOutOf } from "./fan-out-request.ts";
import { firedAt } from "./fired-at.ts";
import type { FunctionSpec, FunctionSurroundings, Handler, Outcome, Work } from "./function-spec.ts";
import { createHandler } from "./handler.ts";
import { keepDiffMetrics, keepRunMetrics, type MeasuredRun } from "./keep-metrics.ts";
import { type Measurement, readMeasurement, warningsFor } from "./measured.ts";
import { producer } from "./producer.ts";
import { type AlertsTold, tellPeople } from "./tell-people.ts";
import { type ToldError, tellError } from "./told-error.ts";
import { type HeartbeatTold, withHeartbeat } from "./with-heartbeat.ts";

interface AuditedNight extends NightName {
  readonly commit: string;
  readonly status: "complete" | "incomplete";
  /** Committed before, or by a run that raced this one. */
  readonly already: boolean;
  readonly jobs: number;
  readonly findings: number;
  readonly holes: number;
  /** Windows that an earlier run had read before it was stopped; absent when there was none. */
  readonly resumedWindows?: number;
}

interface RepairedNight extends NightName {
  /** The newest now: where nothing got better, the one that was there. */
  readonly commit: string;
  readonly revision: number;
  readonly status: "complete" | "incomplete";
  /** Whether another run committed it. */
  readonly already: boolean;
  readonly closed: number;
  readonly left: number;
}

/** A night that several instances read. */
interface SpreadNight extends NightName {
  readonly shards: number;
  /** Shards that are read. */
  readonly done: number;
  /** Shards that were started now, and that could not be. */
  readonly started: number;
  readonly notStarted: number;
}

/** What the audit function returns and logs. */
export interface AuditFunctionResult {
  readonly nights: readonly AuditedNight[];
  readonly repairs: readonly RepairedNight[];
  readonly diffs: readonly (NightName & { readonly diff: DiffStart })[];
  /** Of the diffs that were made here; the diff function returns its own. */
  readonly alerts: readonly (NightName & AlertsTold)[];
  readonly failures: readonly (NightName & ToldError & { readonly step: LeftWork["step"] })[];
  /** What no time was left for. */
  readonly left: readonly LeftWork[];
  /** Absent where there is none. */
  readonly underWay?: readonly SpreadNight[];
  /** What waits for these to be committed. Absent where nothing does. */
  readonly waiting?: readonly LeftWork[];
  /** What is to be seen to while there is time. */
  readonly warnings: readonly (Warning & { readonly family: FamilyName })[];
  /** Absent where no heartbeat is told of the run. */
  readonly heartbeat?: HeartbeatTold;
}

type DueNights = Omit<CatchUpRequest, "requestOf">;

const spec: FunctionSpec<TimerEvent | NightEvent, AuditFunctionResult> = {
  name: "audit",
  decode: decodeAuditEvent,
  run: audit,
};

export function createAuditHandler(surroundings: FunctionSurroundings): Handler<AuditFunctionResult> {
  return createHandler(spec, surroundings);
}

async function audit(work: Work, event: TimerEvent | NightEvent): Promise<Outcome<AuditFunctionResult>> {
  const nights = nightsOf(work, event);
  const run = () => auditNights(work, nights);
  return isOfNewest(work, nights) ? withHeartbeat(work, run) : run();
}

/** The same, of which the heartbeat hears nothing. */
export async function auditUntold(work: Work, event: TimerEvent | NightEvent): Promise<Outcome<AuditFunctionResult>> {
  return auditNights(work, nightsOf(work, event));
}

function nightsOf(work: Work, event: TimerEvent | NightEvent): DueNights {
  return event.kind === "timer" ? nightsOfTimer(work, event) : nightByName(work, event);
}

/** An older night that is made up for by hand says nothing of the one that the heartbeat is about. */
function isOfNewest({ settings, clock }: Work, { newest, families }: DueNights): boolean {
  const last = lastNightBefore(clock.now(), settings.timeZone, settings.settleMs);
  return newest === last && families.length === settings.families.length;
}

async function auditNights(work: Work, nights: DueNights): Promise<Outcome<AuditFunctionResult>> {
  const { settings } = work;
  const measurements = await readMeasurements(work, nights.families);
  const measuredOf = (family: FamilyName) => measurements.find((each) => each.family === family)?.measured;
  const request: CatchUpRequest = {
    ...nights,
    requestOf: ({ family, date }) => auditRequestOf(settings, family, date, measuredOf(family)),
  };
  const diffFunction = settings.functions.diff;
  const { alwaysAlert } = settings.alerts;
  const { spikes: tuning } = settings;
  const alerts: (NightName & AlertsTold)[] = [];
  const onDiffed = async (name: NightName, made: DiffResult) => {
    alerts.push({ ...name, ...(await tellPeople(work, name, made.manifest)) });
    await keepDiffMetrics(work, name, made);
  };
  const measured: MeasuredRun[] = [];
  const onAudited = (night: AuditResult) => void measured.push({ night, run: work.tally.take() });
  const fanOut = fanOutOf(settings, work);
  const making = {
    producer,
    fanOut,
    diffFunction,
    alwaysAlert,
    tuning,
    onAudited,
    onDiffed,
    onProgress: () => undefined,
  };
  const caughtUp = await catchUp({ ...work, ...making }, request, work.signal);
  const warnings = measurements.flatMap((measurement) => warningsAfter(work, measurement, caughtUp));
  for (const warning of warnings) work.events.tell({ event: "warning", ...warning });
  await keepRunMetrics(work, measured, caughtUp);
  return { result: { ...toResult(caughtUp), alerts, warnings }, error: errorOfRun(caughtUp) };
}

async function readMeasurements({ store, signal }: Work, families: readonly FamilyName[]): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const family of families) measurements.push(await readMeasurement(store, family, signal));
  return measurements;
}

/** Nights that this run was to audit and did not are missed, until the next one comes to them. */
function warningsAfter({ settings, clock }: Work, measurement: Measurement, { failures, left }: CaughtUp) {
  const { family } = measurement;
  const names = [...failures.map(({ name, step }) => ({ ...name, step })), ...left];
  const missed = names.filter((name) => name.family === family && name.step === "audit").map(({ date }) => date);
  return warningsFor(settings, measurement, missed, clock.now()).map((warning) => ({ family, ...warning }));
}

/** From the time that the timer tells, never the process's: a retry after midnight is about the same nights. */
function nightsOfTimer({ settings, clock }: Work, event: TimerEvent): DueNights {
  const { families, timeZone, settleMs, catchUpMs } = settings;
  const newest = lastNightBefore(firedAt(event, clock), timeZone, settleMs);
  return { families, newest, nights: Math.ceil(catchUpMs / 86_400_000) };
}

/** Throws `EventError` for a night that is not over: what it found would be final. */
function nightByName({ settings, clock }: Work, { date, family }: NightEvent): DueNights {
  const { timeZone, settleMs, families } = settings;
  const last = lastNightBefore(clock.now(), timeZone, settleMs);
  if (date <= last) return { families: family === null ? families : [family], newest: date, nights: 0 };
  throw new EventError(
    `Cannot audit ${date}: that night is not over and settled yet; the last one that is, in ${timeZone}, is ${last}`,
  );
}

/** The handler redacts whatever it returns and logs. */
const asItIs = { text: (told: string) => told };

function toResult({
  nights,
  repairs,
  diffs,
  failures,
  left,
  underWay,
  waiting,
}: CaughtUp): Omit<AuditFunctionResult, "alerts" | "warnings"> {
  return {
    nights: nights.map(({ name, result }) => ({ ...name, ...numbersOf(result) })),
    repairs: repairs.map(({ name, repair }) => ({ ...name, ...numbersOfRepair(repair) })),
    diffs: diffs.map(({ name, diff }) => ({ ...name, diff })),
    failures: failures.map(({ name, step, error }) => ({ ...name, step, ...tellError(error, asItIs) })),
    left,
    ...(underWay.length > 0 && { underWay: underWay.map(toSpreadNight) }),
    ...(waiting.length > 0 && { waiting }),
  };
}

function toSpreadNight({ name, shards, done, started, notStarted }: CaughtUp["underWay"][number]): SpreadNight {
  return { ...name, shards, done, started, notStarted };
}

function numbersOfRepair({ after, already, closed, left }: Repair): Omit<RepairedNight, keyof NightName> {
  const { revision, status } = after.commit;
  return { commit: after.key, revision, status, already, closed: closed.length, left: left.length };
}

function numbersOf({ key, manifest, already, resumed }: AuditResult): Omit<AuditedNight, keyof NightName> {
  const { status, jobs, byVerdict, holes } = manifest;
  const findings = Object.values(byVerdict).reduce((sum, count) => sum + count, 0);
  return {
    commit: key,
    status,
    already,
    jobs,
    findings,
    holes: holes.length,
    ...(resumed && { resumedWindows: resumed.windows }),
  };
}
