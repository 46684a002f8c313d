/** Settings from the file that a command names, and the app made of them. */

import { readFile } from "node:fs/promises";
import { readCredentials } from "../lib/config/credentials.ts";
import { readSettings, type Settings } from "../lib/config/settings.ts";
import type { Language } from "../lib/core/alerts/alert-message.ts";
import { ConfigError } from "../lib/core/errors.ts";
import { isNightName, lastNightBefore } from "../lib/core/night.ts";
import { type Events, noEvents } from "../lib/ports/events.ts";
import { type App, compose } from "../lib/runtime/compose.ts";
import { errnoText } from "./errno-text.ts";
import type { Io } from "./io.ts";

export interface ConfigFlag {
  readonly config: string;
}

export interface LoadedApp extends App {
  readonly settings: Settings;
}

/** Throws `ConfigError` when the file is missing or wrong. */
export async function loadSettings({ config }: ConfigFlag): Promise<Settings> {
  return readSettings(await readText(config), config);
}

/** Also throws `ConfigError` when credentials are missing, before anything is asked of the service. */
export async function loadApp(flags: ConfigFlag, io: Io, events: Events = noEvents): Promise<LoadedApp> {
  const settings = await loadSettings(flags);
  readCredentials(io.env);
  return composeFor(settings, io, events);
}

/** For commands that only read reports: a folder needs no credentials. */
export async function loadReader(flags: ConfigFlag, io: Io): Promise<LoadedApp> {
  const settings = await loadSettings(flags);
  if (settings.report.store === "cos") readCredentials(io.env);
  return composeFor(settings, io);
}

/** For trying out sinks, which needs no credentials. A language that is named stands above that of every sink. */
export async function loadSinks(
  { language, ...flags }: ConfigFlag & { readonly language: Language | null },
  io: Io,
): Promise<LoadedApp> {
  const { alerts, ...settings } = await loadSettings(flags);
  const sinks = alerts.sinks.map((sink) => ({ ...sink, language: language ?? sink.language }));
  return composeFor({ ...settings, alerts: { ...alerts, sinks } }, io);
}

function composeFor(settings: Settings, { env, clock }: Io, events: Events = noEvents): LoadedApp {
  const given = { credentials: () => readCredentials(env), variable: (name: string) => env[name], events };
  return { settings, ...compose(settings, { ...given, ...(clock && { clock }) }) };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const hint = "write one (docs/settings.md shows how) or name it with --config FILE";
    throw new ConfigError(`Cannot read settings from ${path}: ${errnoText(cause)}; ${hint}`, { cause });
  }
}

/**
 * The night a flag names, or the last one that is over. `verb` says what is done with it. Throws `ConfigError` for one that
 * is not a date or not over.
 */
export function chooseNight(date: string | undefined, settings: Settings, now: number, verb = "audit"): string {
  const last = lastNightBefore(now, settings.timeZone, settings.settleMs);
  if (date === undefined) return last;
  assertNightName(date, last);
  if (date <= last) return date;
  throw new ConfigError(
    `Cannot ${verb} ${date}: that night is not over and settled yet; the last one that is, in ${settings.timeZone}, is ${last}`,
  );
}

export function assertNightName(date: string, example: string): void {
  if (!isNightName(date)) throw new ConfigError(`Cannot use --date ${date}: expected a date such as ${example}`);
}
