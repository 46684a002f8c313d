/** The page of a committed night, as a file that a browser can open. */

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ConfigError } from "../lib/core/errors.ts";
import { readCommittedDiff } from "../lib/usecases/diff/read-diff.ts";
import type { CommittedNight } from "../lib/usecases/report/read-commit.ts";
import { readStored, type StoredFile } from "../lib/usecases/report/read-lines.ts";
import type { Io } from "./io.ts";
import type { ConfigFlag, LoadedApp } from "./load-app.ts";
import { configWords, programName } from "./program-name.ts";

/**
 * Prints where the page lies, and opens it where there is something to open it with. Throws `ConfigError` when the night
 * has no page, and `StoreError` when the page is not what was committed.
 */
export async function openPage(app: LoadedApp, night: CommittedNight, flags: ConfigFlag, io: Io): Promise<void> {
  const file = await findPage(app, night, flags, io);
  const bytes = await readStored(app.store, file, io.signal);
  const path = await pathOf(app, file, bytes);
  io.out(`${path}\n`);
  if (!(await (io.open?.(path) ?? false)))
    io.err("No program to open it with was found: open that file in a browser.\n");
}

async function findPage(app: LoadedApp, { manifest, commit }: CommittedNight, flags: ConfigFlag, io: Io) {
  const { family, night } = manifest;
  const diff = await readCommittedDiff(app.store, { family, date: night }, io.signal);
  const isOfIt = diff?.manifest.of.manifest === commit.manifest;
  const file = isOfIt ? diff.manifest.files.find(({ dataset }) => dataset === "page") : undefined;
  if (file !== undefined) return file;
  const made = `${programName(io.env)} diff --date ${night}${configWords(flags.config)}`;
  throw new ConfigError(
    isOfIt
      ? `Cannot open the page of ${night}: its diff was made without one`
      : `Cannot open the page of ${night}: it is written with the diff, which is not there yet; \`${made}\` makes it`,
  );
}

/** In a bucket it is no file yet: a copy is for this user alone. Its links to other files lead nowhere. */
async function pathOf({ settings }: LoadedApp, { key }: StoredFile, bytes: Uint8Array): Promise<string> {
  const { report } = settings;
  if (report.store === "directory") return resolve(report.path, key);
  const path = join(await mkdtemp(join(tmpdir(), "job-audit-page-")), "report.html");
  await writeFile(path, bytes, { mode: 0o600 });
  return path;
}
