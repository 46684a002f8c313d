/**
 * How the failures of the night's worst scopes went over the nights before: those whose rate spiked, or else those with
 * the most failures. It is read from what the diff was made of, a small file a night; what is not there is not shown.
 */

import pMap from "p-map";
import { StoreError } from "../lib/core/errors.ts";
import { shiftNight } from "../lib/core/night.ts";
import { topOf } from "../lib/core/page/top-of.ts";
import type { RateTest } from "../lib/core/schema/rate-test.ts";
import { scopeKey } from "../lib/core/scope.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { type CommittedDiff, readCommittedDiff, readTests } from "../lib/usecases/diff/read-diff.ts";
import { readQueueNames } from "../lib/usecases/report/queue-names.ts";
import type { CommittedNight } from "../lib/usecases/report/read-commit.ts";
import { readSeriesFile } from "../lib/usecases/series/series-file.ts";
import { isCalled } from "./finding-filter.ts";
import type { Io } from "./io.ts";
import { lookOf } from "./render/look.ts";
import { ratesText, type ShownRate } from "./render/rates-text.ts";
import { isPlain } from "./render/sparkline.ts";

const mostNights = 14;
const mostScopes = 3;
const atOnce = 8;

/** Prints nothing where there is no diff of this report, or it cannot be read: the findings are there all the same. */
export async function showRates(
  store: ReportStore,
  { manifest, commit }: CommittedNight,
  queue: string | undefined,
  io: Io,
): Promise<void> {
  try {
    const diff = await readCommittedDiff(store, { family: manifest.family, date: manifest.night }, io.signal);
    if (diff === null || diff.manifest.of.manifest !== commit.manifest) return;
    const queueNames = await readQueueNames(store, manifest, io.signal);
    const tests = await worstTests(store, diff, (id) => queue === undefined || isCalled(id, queue, queueNames), io);
    const rates = tests.length === 0 ? [] : await ratesOf(store, diff, tests, io);
    if (rates.length > 0) io.out(`${ratesText(rates, { ...lookOf(io), queueNames, plain: isPlain(io.env) })}\n`);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}

async function worstTests(
  store: ReportStore,
  { manifest }: CommittedDiff,
  isWanted: (queueId: string) => boolean,
  { signal }: Io,
): Promise<readonly RateTest[]> {
  const scopes: RateTest[] = [];
  for await (const test of readTests(store, manifest, signal))
    if (test.level === "scope" && isWanted(test.queueId)) scopes.push(test);
  const spikes = scopes.filter(({ verdict }) => verdict === "spike");
  return topOf(spikes.length > 0 ? spikes : scopes, mostScopes, ({ after }) => after.failed).first;
}

/** The night itself last. */
async function ratesOf(
  store: ReportStore,
  { manifest }: CommittedDiff,
  tests: readonly RateTest[],
  { signal }: Io,
): Promise<readonly ShownRate[]> {
  const { family, night, series } = manifest;
  const oldest = shiftNight(night, 1 - mostNights);
  const before = series.filter((each) => each.night >= oldest);
  const read = (each: (typeof before)[number]) => readSeriesFile(store, { commit: { family, ...each } }, signal);
  const files = await pMap(before, read, { concurrency: atOnce });
  const nights = files.flatMap((file) => (file.kind === "sound" ? [file.night] : [])).reverse();
  return tests.map((test) => {
    const of = nights.map(({ scopes }) => scopes.find((each) => scopeKey(each) === scopeKey(test)) ?? null);
    return { ...test, points: [...of, { ...test.after, complete: test.verdict !== "incomplete" }] };
  });
}
