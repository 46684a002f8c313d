/** Incidents of the families that the settings name, as they stand behind the newest diff or that of `--date`. */

import type { Silence } from "../lib/core/alerts/silence.ts";
import { silenceOf } from "../lib/core/alerts/silence-of.ts";
import { ConfigError } from "../lib/core/errors.ts";
import type { Incident, Incidents } from "../lib/core/schema/incidents.ts";
import { lookedNights, readNewestIncidents } from "../lib/usecases/notify/newest-incidents.ts";
import { readIncidents } from "../lib/usecases/notify/read-incidents.ts";
import type { Io } from "./io.ts";
import { type ConfigFlag, chooseNight, type LoadedApp } from "./load-app.ts";
import { configWords, programName } from "./program-name.ts";

export interface StandingFlags extends ConfigFlag {
  readonly date?: string;
}

/** One family's, never none. Throws `ConfigError` for a night without a diff. */
export async function readStanding(app: LoadedApp, flags: StandingFlags, io: Io): Promise<readonly Incidents[]> {
  const { store, settings, clock } = app;
  const { repeatNights } = settings.alerts;
  const to = chooseNight(flags.date, settings, clock.now(), "tell the incidents of");
  const standing: Incidents[] = [];
  for (const family of settings.families) {
    const folded =
      flags.date === undefined
        ? await readNewestIncidents(store, { family, to, repeatNights }, io.signal)
        : await readIncidents(store, { name: { family, date: to }, repeatNights }, io.signal);
    if (folded === null) throw noDiff({ app, to, flags, io });
    standing.push(folded.incidents);
  }
  return standing;
}

interface Missing {
  readonly app: LoadedApp;
  readonly to: string;
  readonly flags: StandingFlags;
  readonly io: Io;
}

function noDiff({ app, to, flags, io }: Missing): ConfigError {
  const nights = flags.date === undefined ? `the ${lookedNights} nights up to ${to}` : to;
  const diff = `${programName(io.env)} diff --date ${to}${configWords(flags.config)}`;
  return new ConfigError(
    `Cannot tell of incidents: no diff of ${nights} is committed in ${app.store.location}; \`${diff}\` makes one`,
  );
}

/** An incident, and what holds it back. */
export interface StandingIncident extends Incident {
  readonly silence: Silence | null;
}

export function withSilence(
  { settings }: Pick<LoadedApp, "settings">,
  night: string,
): (incident: Incident) => StandingIncident {
  return (incident) => ({ ...incident, silence: silenceOf(incident, settings.alerts.silences, night) });
}
