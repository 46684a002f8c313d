/**
 * Plays the nights of `examples/nights.yaml` on the emulator, audits and diffs them over HTTP with the settings in
 * `examples/job-audit.yaml`, tells a made-up recipient of them, and keeps what was committed and what is kept beside it.
 */

import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emulatedCredentials, startEmulatedCloud } from "../cli/emulated-cloud.ts";
import { buildSeries } from "../emulator/scenario/build-series.ts";
import { nightTimes } from "../emulator/scenario/night-times.ts";
import { readScenarioOrSeries } from "../emulator/scenario/read-scenario.ts";
import type { Scenario } from "../emulator/scenario/scenario.ts";
import type { Series } from "../emulator/scenario/series.ts";
import { readSettings, type Settings } from "../lib/config/settings.ts";
import type { NightName } from "../lib/core/key.ts";
import { auditRequestOf } from "../lib/runtime/audit-request.ts";
import { type App, compose } from "../lib/runtime/compose.ts";
import { folderStore } from "../lib/runtime/folder-store.ts";
import { producer } from "../lib/runtime/producer.ts";
import { auditNight } from "../lib/usecases/audit/audit-night.ts";
import { diffNight, historyNights } from "../lib/usecases/diff/diff-night.ts";
import { fetchNight } from "../lib/usecases/fetch/fetch-night.ts";
import { notifyNight } from "../lib/usecases/notify/notify-night.ts";
import type { Recipient } from "../lib/usecases/notify/recipient.ts";
import { createStandingClock } from "./standing-clock.ts";

const examples = new URL("../examples/", import.meta.url);
const seed = 1;
const { signal } = new AbortController();
/** Takes every alert, and sends it nowhere. */
const onCall: Recipient = { sink: { name: "on-call", send: async () => {} }, severity: "info" };
/** Folders beside the committed files: nights in short, incidents as they stand behind a night, and what was sent. */
const keptBeside = ["series", "incidents", "alerts"];

/** Writes a report store into `folder`: the committed files, without what a run needs on its way. */
export async function playExamples(folder: string): Promise<void> {
  const series = await readSeries();
  const clock = createStandingClock();
  const { scenario } = series.nights[0] as Series["nights"][number];
  const world = buildSeries(series, seed);
  const scratch = await mkdtemp(join(tmpdir(), "job-audit-examples-"));
  const emulator = await startEmulatedCloud({ scenario, world, port: 0, now: clock.now, objects: null });
  try {
    const settings = await readExampleSettings(emulator.url, scratch);
    const credentials = () => ({ ...emulatedCredentials, sessionToken: null });
    const app = compose(settings, { clock, credentials });
    for (const night of series.nights) {
      clock.set(nightTimes(night.scenario).now);
      await playNight(app, settings, night.scenario);
      await keep(app, nameOf(night.scenario), folder);
    }
    for (const kept of keptBeside) await cp(join(scratch, "v1", kept), join(folder, "v1", kept), { recursive: true });
  } finally {
    await emulator.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function readSeries(): Promise<Series> {
  const played = readScenarioOrSeries(await readFile(new URL("nights.yaml", examples), "utf8"), "nights.yaml");
  if ("nights" in played) return played;
  throw new Error("examples/nights.yaml has no nights");
}

/** But for where they lead, the settings are those of the file. */
async function readExampleSettings(url: string, path: string): Promise<Settings> {
  const text = await readFile(new URL("job-audit.yaml", examples), "utf8");
  const settings = readSettings(text, "job-audit.yaml");
  return { ...settings, report: { store: "directory", path }, endpoints: { ...settings.endpoints, ci: url } };
}

function nameOf({ night }: Scenario): NightName {
  return { family: "pic", date: night };
}

async function playNight(app: App, settings: Settings, scenario: Scenario): Promise<void> {
  const name = nameOf(scenario);
  const request = auditRequestOf(settings, name.family, name.date);
  await auditNight({ ...app, producer, onProgress: () => {} }, request, signal);
  const { store } = app;
  await diffNight({ store, output: store, producer, page: app.page }, { name, historyNights, baseline: null }, signal);
  const deps = { ...app, nameRun: () => `examples-${name.date}`, recipients: [onCall] };
  const { repeatNights, pageBase, silences } = settings.alerts;
  await notifyNight(deps, { name, repeatNights, pageBase, silences }, signal);
}

async function keep({ store }: App, name: NightName, folder: string): Promise<void> {
  const deps = { from: store, to: folderStore(folder), concurrency: 1, onProgress: () => {} };
  await fetchNight(deps, { name, revision: null }, signal);
}
