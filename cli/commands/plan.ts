/** `plan`: what `run` would do for a night. No job is read, nothing is written. */

import type { FamilyName } from "../../lib/core/family.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";
import { readMeasurement } from "../../lib/runtime/measured.ts";
import { makePlan } from "../../lib/usecases/audit/audit-night.ts";
import { discoverNight } from "../../lib/usecases/audit/discover-night.ts";
import type { Discovery } from "../../lib/usecases/discover/discovery.ts";
import { readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, chooseNight, type LoadedApp, loadApp } from "../load-app.ts";
import { jsonLine } from "../render/json-line.ts";
import { lookOf } from "../render/look.ts";
import { type PlannedAudit, planObject } from "../render/plan-object.ts";
import { planText } from "../render/plan-text.ts";

interface PlanFlags extends ConfigFlag {
  readonly date?: string;
  readonly json?: true;
}

const examples = `
Examples:
  $ job-audit plan                     the last night that is over
  $ job-audit plan --date 2026-11-20   a night by its date
  $ job-audit plan --json | jq .scopes`;

export const addPlan: AddCommand = (program, { io, action }) => {
  program
    .command("plan")
    .description("tell what an audit of a night would read, without reading any job")
    .option("--date <date>", "the night, as 2026-11-20 (default: the last one that is over)")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: PlanFlags) => plan(flags, io)));
};

async function plan(flags: PlanFlags, io: Io): Promise<ExitCode> {
  const app = await loadApp(flags, io);
  const night = chooseNight(flags.date, app.settings, app.clock.now());
  let complete = true;
  for (const family of app.settings.families) {
    const planned = await planFamily(app, { family, night }, io.signal);
    const object = planObject(planned);
    io.out(flags.json ? jsonLine(object) : planText(object, namesOf(planned.discovery), lookOf(io)));
    complete &&= object.holes.length === 0;
  }
  return complete ? exitCodes.fine : exitCodes.incomplete;
}

async function planFamily(
  app: LoadedApp,
  { family, night }: { readonly family: FamilyName; readonly night: string },
  signal: AbortSignal,
): Promise<PlannedAudit> {
  const { measured } = await readMeasurement(app.store, family, signal);
  const request = auditRequestOf(app.settings, family, night, measured);
  const committed = await readCommittedNight(app.store, request.name, signal);
  const nightPlan = await makePlan(app, request, signal);
  const discovery = await discoverNight(app, request, nightPlan, signal);
  return { request, plan: nightPlan, discovery, committed };
}

function namesOf({ queues }: Discovery): ReadonlyMap<string, string> {
  return new Map(queues.flatMap(({ queue }) => (queue.name === null ? [] : [[queue.queueId, queue.name]])));
}
