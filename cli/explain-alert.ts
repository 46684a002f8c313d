/**
 * `alerts explain`: every number that made an incident fire, and for what did not fire, why not. All of it is read from the
 * diffs as they are committed; nothing is judged again.
 */

import { ConfigError } from "../lib/core/errors.ts";
import { subjectKey } from "../lib/core/incidents/subject.ts";
import type { NightName } from "../lib/core/key.ts";
import type { NamesById } from "../lib/core/names.ts";
import type { Incidents } from "../lib/core/schema/incidents.ts";
import type { RateTest } from "../lib/core/schema/rate-test.ts";
import type { GroupChange, SpikeChange } from "../lib/core/schema/regression.ts";
import { type Scope, scopeKey } from "../lib/core/scope.ts";
import { shownName } from "../lib/core/shown-name.ts";
import {
  type CommittedDiff,
  readCommittedDiff,
  readRegressions,
  readSignals,
  readTests,
} from "../lib/usecases/diff/read-diff.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { findIncident, findScopes } from "./find-alert.ts";
import type { Io } from "./io.ts";
import { compareWorst } from "./list-incidents.ts";
import { type LoadedApp, loadReader } from "./load-app.ts";
import { configWords, programName } from "./program-name.ts";
import { readNamesOf } from "./read-names-of.ts";
import { readStanding, type StandingFlags, type StandingIncident, withSilence } from "./read-standing.ts";
import { type ExplainedAlert, type ExplainedScope, explainedText } from "./render/explained-alert-text.ts";
import { jsonLine } from "./render/json-line.ts";
import { lookOf } from "./render/look.ts";

export interface ExplainFlags extends StandingFlags {
  readonly json?: true;
}

export async function explainAlert(id: string, flags: ExplainFlags, io: Io): Promise<ExitCode> {
  const app = await loadReader(flags, io);
  for (const standing of await readStanding(app, flags, io)) {
    const explained = await explainIn(app, { id, standing }, io);
    if (explained === null) continue;
    const { names: _, ...object } = explained;
    io.out(flags.json ? jsonLine(object) : explainedText(explained, lookOf(io)));
    return exitCodes.fine;
  }
  throw unknown(id, flags, io);
}

function unknown(id: string, { config }: ExplainFlags, io: Io): ConfigError {
  const list = `${programName(io.env)} alerts list --all${configWords(config)}`;
  return new ConfigError(
    `Nothing to explain: no incident, event or scope is called ${shownName(id, 80)}; \`${list}\` tells the ids, ` +
      "and a scope is named as queue/tag",
  );
}

interface Asked {
  readonly id: string;
  readonly standing: Incidents;
}

async function explainIn(app: LoadedApp, { id, standing }: Asked, io: Io): Promise<ExplainedAlert | null> {
  const name: NightName = { family: standing.family, date: standing.night };
  const diff = await readCommittedDiff(app.store, name, io.signal);
  if (diff === null) return null;
  const names = await readNamesOf(app, name, io);
  const incident = findIncident(standing, id);
  const incidents = standing.incidents.map(withSilence(app, standing.night));
  const own = incidents.filter((each) => each.id === incident?.id);
  const scopes = incident === null ? findScopes(diff.diff.scopes, id, names.queueNames) : [];
  if (incident === null && scopes.length === 0) return null;
  const explained: ExplainedScope[] = [];
  for (const scope of scopes) explained.push(await explainScope(app, { scope, diff, incidents }, io));
  const fired = incident === null ? [] : await firedTests(app, own, io);
  const kinds = new Map([...own.flatMap(kindOf), ...(await readKinds(app, diff, scopes, io))]);
  return { ...name, incidents: own, fired, scopes: explained, names: { ...names, kinds } };
}

/** What was tested of the incident's subject, in the night in which it fired last, if that night's diff is there still. */
async function firedTests(
  app: LoadedApp,
  incidents: readonly StandingIncident[],
  io: Io,
): Promise<readonly RateTest[]> {
  const tests: RateTest[] = [];
  for (const { evidence, firingOn, operation, fingerprint, ...place } of incidents) {
    const diff = await readCommittedDiff(app.store, { family: evidence.family, date: firingOn }, io.signal);
    for await (const test of diff === null ? [] : readTests(app.store, diff.manifest, io.signal)) {
      const isOfPlace = scopeKey(test) === scopeKey(scopeOf(place, evidence.family));
      if (isOfPlace && test.operation === operation && test.fingerprint === fingerprint) tests.push(test);
    }
  }
  return tests;
}

function scopeOf(
  place: Pick<StandingIncident, "region" | "bucket" | "queueId" | "tag">,
  family: Scope["family"],
): Scope {
  const { region, bucket, queueId, tag } = place;
  return { family, region, bucket: bucket ?? "", queueId: queueId ?? "", tag: tag ?? "" };
}

/** What people call the groups of these scopes: their code and how one of them reads. */
async function readKinds(
  { store }: LoadedApp,
  { manifest }: CommittedDiff,
  scopes: readonly Scope[],
  { signal }: Io,
): Promise<NamesById> {
  const kinds = new Map<string, string>();
  const keys = new Set(scopes.map(scopeKey));
  for await (const row of readRegressions(store, manifest, signal)) {
    if (row.kind !== "group" || !keys.has(scopeKey(row))) continue;
    kinds.set(row.fingerprint, kindText(row));
  }
  return kinds;
}

function kindOf({ fingerprint, evidence }: StandingIncident): readonly (readonly [string, string])[] {
  const isOfKind = evidence.kind === "spike" || evidence.kind === "group";
  return fingerprint !== null && isOfKind ? [[fingerprint, kindText(evidence)]] : [];
}

function kindText({ code, message }: Pick<SpikeChange, "code" | "message">): string {
  return [code, message].filter((part) => part !== null && part !== "").join(": ");
}

interface AskedScope {
  readonly scope: Scope;
  readonly diff: CommittedDiff;
  readonly incidents: readonly StandingIncident[];
}

async function explainScope(
  { store }: LoadedApp,
  { scope, diff, incidents }: AskedScope,
  { signal }: Io,
): Promise<ExplainedScope> {
  const key = scopeKey(scope);
  const isHere = (place: Parameters<typeof scopeOf>[0]) => scopeKey(scopeOf(place, scope.family)) === key;
  const tests: RateTest[] = [];
  for await (const test of readTests(store, diff.manifest, signal)) if (scopeKey(test) === key) tests.push(test);
  const groups: GroupChange[] = [];
  for await (const row of readRegressions(store, diff.manifest, signal)) {
    if (row.kind === "group" && row.worse && scopeKey(row) === key) groups.push(row);
  }
  const signals = await readSignals(store, diff.manifest, signal);
  const firing = new Set(signals?.signals.map(subjectKey));
  return {
    scope: key,
    incidents: incidents.filter(isHere).sort(compareWorst),
    tests,
    untold: groups.filter(
      ({ fingerprint, ...row }) => !firing.has(subjectKey({ ...row, rule: "group.new", operation: null, fingerprint })),
    ),
    isBlind: signals?.blind.some(isHere) ?? true,
  };
}
