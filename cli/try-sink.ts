/** Sends a sample to a sink, so that whoever set it up sees it before the first real alert. */

import { closestKey } from "../lib/config/closest-key.ts";
import type { Language } from "../lib/core/alerts/alert-message.ts";
import { sampleMessage } from "../lib/core/alerts/sample-message.ts";
import { languages } from "../lib/core/alerts/sink-place.ts";
import { ConfigError } from "../lib/core/errors.ts";
import { lastNightBefore } from "../lib/core/night.ts";
import { safeText } from "../lib/core/safe-text.ts";
import type { TriableSink } from "../lib/ports/triable-sink.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { type ConfigFlag, type LoadedApp, loadSinks } from "./load-app.ts";
import { jsonLine } from "./render/json-line.ts";
import { type TriedSink, triedText } from "./render/tried-text.ts";

export interface SinkFlags extends ConfigFlag {
  readonly language?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

export async function trySink(name: string, flags: SinkFlags, io: Io): Promise<ExitCode> {
  const app = await loadSinks({ ...flags, language: readLanguage(flags.language) }, io);
  const sink = findSink(name, app);
  const message = sampleOf(app);
  if (!flags.dryRun) assertUsable(sink);
  const answer = flags.dryRun ? null : await sink.deliver(message, io.signal);
  const tried: TriedSink = { sink: sink.name, type: sink.type, body: JSON.parse(sink.preview(message)), answer };
  io.out(flags.json ? jsonLine(tried) : triedText(tried));
  return exitCodes.fine;
}

function readLanguage(text: string | undefined): Language | null {
  const language = languages.find((each) => each === text);
  if (text === undefined || language !== undefined) return language ?? null;
  throw new ConfigError(
    `Cannot use --language ${safeText(text.slice(0, 20))}: expected one of ${languages.join(", ")}`,
  );
}

/** Throws `ConfigError` for a name that is none. */
function findSink(name: string, { sinks }: LoadedApp): TriableSink {
  const found = sinks.find((sink) => sink.name === name);
  if (found !== undefined) return found;
  const names = sinks.map((sink) => sink.name);
  const closest = closestKey(name, names);
  const known = names.length === 0 ? "the settings name none under alerts.sinks" : `there are ${names.join(", ")}`;
  const hint = closest === null ? known : `did you mean ${closest}?`;
  throw new ConfigError(`There is no sink called ${safeText(name.slice(0, 80))}; ${hint}`);
}

/** Nothing is sent, and by the exit code it is the settings. */
function assertUsable(sink: TriableSink): void {
  const problems = sink.problems();
  if (problems.length > 0) throw new ConfigError(`Cannot send to sink ${sink.name}`, { problems });
}

function sampleOf({ settings, clock }: LoadedApp) {
  const { families, timeZone, settleMs, alerts } = settings;
  const [family = "pic"] = families;
  const at = clock.now();
  const night = { family, date: lastNightBefore(at, timeZone, settleMs) };
  return sampleMessage({ at, night, page: alerts.pageBase });
}
