/** The audit function: from its event to the nights that are due, and what came of them as numbers. */

import { EventError } from "../core/errors.ts";
import type { NightName } from "../core/key.ts";
import { lastNightBefore } from "../core/night.ts";
import type { AuditResult } from "../usecases/audit/audit-night.ts";
import { type CatchUpRequest, type CaughtUp, catchUp, type LeftWork } from "../usecases/audit/catch-up.ts";
import type { DiffStart } from "../usecases/audit/start-diff.ts";
import { auditRequestOf } from "./audit-request.ts";
import { errorOfRun } from "./error-of-run.ts";
import { decodeAuditEvent, type NightEvent, type TimerEvent } from "./event.ts";
import { firedAt } from "./fired-at.ts";
import type { FunctionSpec, FunctionSurroundings, Handler, Outcome, Work } from "./function-spec.ts";
import { createHandler } from "./handler.ts";
import { producer } from "./producer.ts";
import { type ToldError, tellError } from "./told-error.ts";

interface AuditedNight extends NightName {
  readonly commit: string;
  readonly status: "complete" | "incomplete";
  /** Committed before, or by a run that raced this one. */
  readonly already: boolean;
  readonly jobs: number;
  readonly findings: number;
  readonly holes: number;
}

/** What the audit function returns and logs. */
export interface AuditFunctionResult {
  readonly nights: readonly AuditedNight[];
  readonly diffs: readonly (NightName & { readonly diff: DiffStart })[];
  readonly failures: readonly (NightName & ToldError & { readonly step: "audit" | "diff" })[];
  /** What no time was left for. */
  readonly left: readonly LeftWork[];
}

const spec: FunctionSpec<TimerEvent | NightEvent, AuditFunctionResult> = {
  name: "audit",
  decode: decodeAuditEvent,
  run: audit,
};

export function createAuditHandler(surroundings: FunctionSurroundings): Handler<AuditFunctionResult> {
  return createHandler(spec, surroundings);
}

async function audit(work: Work, event: TimerEvent | NightEvent): Promise<Outcome<AuditFunctionResult>> {
  const { settings } = work;
  const request: CatchUpRequest = {
    ...(event.kind === "timer" ? nightsOfTimer(work, event) : nightByName(work, event)),
    requestOf: ({ family, date }) => auditRequestOf(settings, family, date),
  };
  const diffFunction = settings.functions.diff;
  const deps = { ...work, producer, diffFunction, onProgress: () => undefined };
  const caughtUp = await catchUp(deps, request, work.signal);
  return { result: toResult(caughtUp), error: errorOfRun(caughtUp) };
}

/** From the time that the timer tells, never the process's: a retry after midnight is about the same nights. */
function nightsOfTimer({ settings, clock }: Work, event: TimerEvent): Omit<CatchUpRequest, "requestOf"> {
  const { families, timeZone, settleMs, catchUpMs } = settings;
  const newest = lastNightBefore(firedAt(event, clock), timeZone, settleMs);
  return { families, newest, nights: Math.ceil(catchUpMs / 86_400_000) };
}

/** Throws `EventError` for a night that is not over: what it found would be final. */
function nightByName({ settings, clock }: Work, { date, family }: NightEvent): Omit<CatchUpRequest, "requestOf"> {
  const { timeZone, settleMs, families } = settings;
  const last = lastNightBefore(clock.now(), timeZone, settleMs);
  if (date <= last) return { families: family === null ? families : [family], newest: date, nights: 0 };
  throw new EventError(
    `Cannot audit ${date}: that night is not over and settled yet; the last one that is, in ${timeZone}, is ${last}`,
  );
}

/** The handler redacts whatever it returns and logs. */
const asItIs = { text: (told: string) => told };

function toResult({ nights, diffs, failures, left }: CaughtUp): AuditFunctionResult {
  return {
    nights: nights.map(({ name, result }) => ({ ...name, ...numbersOf(result) })),
    diffs: diffs.map(({ name, diff }) => ({ ...name, diff })),
    failures: failures.map(({ name, step, error }) => ({ ...name, step, ...tellError(error, asItIs) })),
    left,
  };
}

function numbersOf({ key, manifest, already }: AuditResult): Omit<AuditedNight, keyof NightName> {
  const { status, jobs, byVerdict, holes } = manifest;
  const findings = Object.values(byVerdict).reduce((sum, count) => sum + count, 0);
  return { commit: key, status, already, jobs, findings, holes: holes.length };
}
