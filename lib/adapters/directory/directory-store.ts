/**
 * The report store in a folder.
 *
 * Content is written aside and flushed, then gets its name in one step: by `rename` for what may be replaced,
 * by `link`, which fails on a name that is taken, for claims. The name is flushed too before it counts: what is
 * written later never survives a power loss that this does not.
 */

import { randomUUID } from "node:crypto";
import { link, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { StoreError } from "../../core/errors.ts";
import type { Claim, ReportStore } from "../../ports/report-store.ts";
import { maxObjectBytes } from "../object-limit.ts";
import { assertClaimable, assertReportKey } from "../report-key.ts";
import { assertInside } from "./assert-inside.ts";
import { readBounded } from "./read-bounded.ts";
import { syncFolder } from "./sync-folder.ts";

type SyncFolder = (folder: string) => Promise<void>;

export function createDirectoryStore(path: string, sync: SyncFolder = syncFolder): ReportStore {
  const root = resolve(path);

  function fileOf(key: string): string {
    assertReportKey(key);
    return join(root, ...key.split("/"));
  }

  return {
    location: root,
    async get(key, signal) {
      const file = fileOf(key);
      signal.throwIfAborted();
      return readIfThere(root, file, maxObjectBytes(key));
    },
    async put(key, bytes, signal) {
      const file = fileOf(key);
      signal.throwIfAborted();
      await writeAside({ root, file, bytes, sync }, (aside) => rename(aside, file));
    },
    async claim(key, bytes, signal) {
      const file = fileOf(key);
      assertClaimable(key, bytes);
      signal.throwIfAborted();
      return claimFile({ root, file, bytes, sync }, maxObjectBytes(key));
    },
  };
}

interface Writing {
  readonly root: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly sync: SyncFolder;
}

async function claimFile(writing: Writing, maxBytes: number): Promise<Claim> {
  const { file, bytes } = writing;
  await writeAside(writing, (aside) => link(aside, file).catch(unless("EEXIST")));
  const winner = await readBounded(file, maxBytes).catch(refuse(`Cannot read what was claimed as ${file}`));
  return Buffer.compare(winner, bytes) === 0 ? { won: true } : { won: false, winner };
}

/** `publish` gives the finished file its name. What was written aside is gone afterwards, also after a failure. */
async function writeAside(writing: Writing, publish: (aside: string) => Promise<void>): Promise<void> {
  const { root, file, bytes, sync } = writing;
  // No key has a tilde, so nobody takes this for a report.
  const aside = `${file}~${randomUUID()}`;
  try {
    await assertInside(root, dirname(file));
    const made = await mkdir(dirname(file), { recursive: true });
    await writeFlushed(aside, bytes);
    await publish(aside);
    for (const folder of changedFolders(file, made)) await sync(folder);
  } catch (error) {
    return refuse(`Cannot write ${file}`)(error);
  } finally {
    await rm(aside, { force: true }).catch(() => undefined);
  }
}

/** The file's own folder and, when folders were made, those that got a new one, up to the parent of the first. */
function changedFolders(file: string, made: string | undefined): readonly string[] {
  const folders = [dirname(file)];
  for (let folder = dirname(file); made !== undefined && folder.length >= made.length; ) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A folder, or a name below a file, is no report: as in a bucket, there is nothing under that key. */
async function readIfThere(root: string, file: string, maxBytes: number): Promise<Uint8Array | null> {
  const absent = unless("ENOENT", "EISDIR", "ENOTDIR");
  const bytes = await assertInside(root, file)
    .then(() => readBounded(file, maxBytes))
    .catch(absent)
    .catch(refuse(`Cannot read ${file}`));
  if (bytes === undefined) await assertNoFile(root);
  return bytes ?? null;
}

/** The root may be missing; where a file is in its place, nothing will ever be written. */
async function assertNoFile(root: string): Promise<void> {
  const found = await stat(root)
    .catch(unless("ENOENT"))
    .catch(refuse(`Cannot keep reports in ${root}`));
  if (found === undefined || found.isDirectory()) return;
  throw new StoreError(`Cannot keep reports in ${root}: it is no folder. Name another one for reports.`);
}

function unless(...codes: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (!codes.includes(String((error as NodeJS.ErrnoException).code))) throw error;
  };
}

function refuse(attempt: string): (error: unknown) => never {
  return (error) => {
    throw new StoreError(`${attempt}: ${(error as Error).message}`, { cause: error });
  };
}
