/** `alerts list`: what is wrong now, the worst first. */

import { compareIncidents } from "../lib/core/incidents/compare-incidents.ts";
import { isLive } from "../lib/core/incidents/inhibit.ts";
import type { Incidents } from "../lib/core/schema/incidents.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { type LoadedApp, loadReader } from "./load-app.ts";
import { readNamesOf } from "./read-names-of.ts";
import { readStanding, type StandingFlags, type StandingIncident, withSilence } from "./read-standing.ts";
import { incidentsText } from "./render/incidents-text.ts";
import { jsonLine } from "./render/json-line.ts";
import { lookOf } from "./render/look.ts";

export interface ListFlags extends StandingFlags {
  readonly all?: true;
  readonly json?: true;
}

export async function listIncidents(flags: ListFlags, io: Io): Promise<ExitCode> {
  const app = await loadReader(flags, io);
  let open = 0;
  for (const standing of await readStanding(app, flags, io)) {
    const incidents = listed(app, standing, flags);
    const { family, night } = standing;
    const names = await readNamesOf(app, { family, date: night }, io);
    const object = { family, night, incidents };
    io.out(flags.json ? jsonLine(object) : incidentsText({ ...object, names }, lookOf(io)));
    open += standing.incidents.filter(isLive).length;
  }
  return open === 0 ? exitCodes.fine : exitCodes.regressions;
}

function listed(app: LoadedApp, { incidents, night }: Incidents, { all }: ListFlags): readonly StandingIncident[] {
  return incidents
    .filter((incident) => all === true || isLive(incident))
    .map(withSilence(app, night))
    .sort(compareWorst);
}

/** What is over comes last, what another explains behind what explains it. */
export function compareWorst(a: StandingIncident, b: StandingIncident): number {
  const heldBack = ({ inhibitedBy, silence }: StandingIncident) => Number(inhibitedBy !== null || silence !== null);
  return Number(isLive(b)) - Number(isLive(a)) || heldBack(a) - heldBack(b) || compareIncidents(a, b);
}
