/** `show --as-of`: what was known of a night when an earlier day ended. */

import { ConfigError, StoreError } from "../lib/core/errors.ts";
import type { FamilyName } from "../lib/core/family.ts";
import { isNightName, lastNightBefore, nightSpan, shiftNight } from "../lib/core/night.ts";
import { amount } from "../lib/core/words.ts";
import { type KnownNight, readKnownNight } from "../lib/usecases/report/as-of.ts";
import { countKnown, type KnownRow, readKnownRows } from "../lib/usecases/report/known-rows.ts";
import { type CommittedNight, readCommittedNight } from "../lib/usecases/report/read-commit.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { ReportFlags } from "./find-report.ts";
import type { FilteredRow } from "./finding-filter.ts";
import { textsOfJob } from "./finding-filter.ts";
import { incompleteText } from "./incomplete-text.ts";
import type { Io } from "./io.ts";
import { assertNightName, type LoadedApp } from "./load-app.ts";
import { knownText } from "./render/known-text.ts";
import { lookOf } from "./render/look.ts";
import { knownColumns } from "./render/row-columns.ts";
import type { RowKind } from "./show-kinds.ts";
import { type ShowRequest, showRows } from "./show-rows.ts";

export interface AsOfFlags extends ReportFlags, Pick<ShowRequest, "filter" | "limit" | "json"> {
  readonly asOf: string;
  readonly what: string;
}

/** Known on a day is what was committed before it ended, in the settings' time zone. */
export async function showAsOf(app: LoadedApp, flags: AsOfFlags, io: Io): Promise<ExitCode> {
  const date = assertAskable(app, flags);
  let exitCode: ExitCode = exitCodes.fine;
  for (const family of app.settings.families) {
    const night = await findKnown(app, { family, date }, flags.asOf, io);
    if (night === null) io.err(noReportText(app, { family, date }, flags.asOf));
    else await showKnown(app, night, flags, io);
    if (night === null || night.committed.manifest.status === "incomplete") exitCode = exitCodes.incomplete;
  }
  return exitCode;
}

function noReportText(app: LoadedApp, { family, date }: NightName, asOf: string): string {
  return isRunning(app, asOf)
    ? `The ${family} jobs of ${date} have no committed report so far on ${asOf}.\n`
    : `The ${family} jobs of ${date} had no committed report when ${asOf} ended.\n`;
}

/** The day that is not over. */
function todayOf({ settings, clock }: LoadedApp): string {
  return shiftNight(lastNightBefore(clock.now(), settings.timeZone, 0), 1);
}

function isRunning(app: LoadedApp, day: string): boolean {
  return day === todayOf(app);
}

/** The night that is asked for. Throws `ConfigError` for what cannot be told. */
function assertAskable(app: LoadedApp, { date, asOf, what }: AsOfFlags): string {
  const { settings, clock } = app;
  const last = lastNightBefore(clock.now(), settings.timeZone, settings.settleMs);
  const today = todayOf(app);
  if (what !== "findings") throw new ConfigError(`Cannot show ${what} as of a day: --as-of tells of findings`);
  if (date === undefined) throw new ConfigError("Cannot show a night as of a day: --as-of needs --date");
  assertNightName(date, last);
  if (!isNightName(asOf)) throw new ConfigError(`Cannot use --as-of ${asOf}: expected a date such as ${today}`);
  if (asOf <= today) return date;
  throw new ConfigError(`Cannot show what is known on ${asOf}: that day has not begun; today is ${today}`);
}

interface NightName {
  readonly family: FamilyName;
  readonly date: string;
}

async function findKnown(
  { store, settings }: LoadedApp,
  name: NightName,
  asOf: string,
  io: Io,
): Promise<KnownNight | null> {
  const { timeZone, concurrency } = settings;
  const before = nightSpan(asOf, timeZone).to;
  try {
    return await readKnownNight(store, { name, before, last: asOf, concurrency }, io.signal);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const advice = "bring that file back from a copy, or ask as of a day before it was committed";
    throw new StoreError(`${error.message}; ${advice}`, { cause: error });
  }
}

async function showKnown(app: LoadedApp, night: KnownNight, flags: AsOfFlags, io: Io): Promise<void> {
  const { store } = app;
  const { committed } = night;
  const { asOf, filter, limit, json } = flags;
  if (!json)
    io.out(
      knownText(
        { night, asOf, running: isRunning(app, asOf), ...(await countKnown(store, night, io.signal)) },
        lookOf(io),
      ),
    );
  await showRows(knownRows(night, asOf), { store, manifest: committed.manifest, filter, limit, json }, io);
  if (committed.manifest.status === "incomplete") io.err(await holesText(app, committed, flags, io));
}

/** Nothing is to be repaired of a revision that another has replaced. */
async function holesText({ store }: LoadedApp, then: CommittedNight, flags: AsOfFlags, io: Io): Promise<string> {
  const { family, night, holes, revision } = then.manifest;
  const now = await readCommittedNight(store, { family, date: night }, io.signal);
  if (now === null || now.manifest.revision === revision) return incompleteText(then, flags, io);
  const newer = `revision ${now.manifest.revision} is ${now.manifest.status}`;
  return `INCOMPLETE: ${amount(holes.length, "hole")} in revision ${revision} of ${night}; ${newer}.\n`;
}

/** What the heading says stands in each row too, so that it can be told by itself. */
interface AsOfRow extends FilteredRow {
  readonly asOf: { readonly day: string; readonly revision: number; readonly committedAt: string };
}

function knownRows(night: KnownNight, day: string): RowKind<KnownRow & AsOfRow> {
  const { revision, committedAt } = night.committed.commit;
  return {
    title: "Findings and open jobs",
    words: ["job", "jobs"],
    none: {
      complete: "No job had failed, and none was open.",
      incomplete: "No finding and no open job in what could be read.",
    },
    async *read(store, _manifest, signal) {
      for await (const row of readKnownRows(store, night, signal))
        yield { ...row, asOf: { day, revision, committedAt } };
    },
    columns: knownColumns,
    idOf: ({ jobId }) => jobId,
    messageOf: ({ known }) => (known.verdict === "failed" && known.message) || known.reason,
    textsOf: ({ jobId, input, known }) => textsOfJob({ ...known, jobId, input, output: null, innerFailures: [] }),
    filtered: ({ queueId, known: { verdict, fingerprint, olderFingerprints } }) => ({
      ...{ queueId, verdict, fingerprint, olderFingerprints },
    }),
    order: null,
  };
}
