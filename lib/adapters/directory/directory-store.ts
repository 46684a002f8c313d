/**
 * The report store in a folder.
 *
 * Content is written aside and flushed, then gets its name in one step: by `rename` for what may be replaced,
 * by `link`, which fails on a name that is taken, for claims.
 */

import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { StoreError } from "../../core/errors.ts";
import type { Claim, ReportStore } from "../../ports/report-store.ts";
import { assertClaimable, assertReportKey } from "../report-key.ts";

export function createDirectoryStore(path: string): ReportStore {
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
      return readIfThere(file);
    },
    async put(key, bytes, signal) {
      const file = fileOf(key);
      signal.throwIfAborted();
      await writeAside(file, bytes, (aside) => rename(aside, file));
    },
    async claim(key, bytes, signal) {
      const file = fileOf(key);
      assertClaimable(key, bytes);
      signal.throwIfAborted();
      return claimFile(file, bytes);
    },
  };
}

async function claimFile(file: string, bytes: Uint8Array): Promise<Claim> {
  await writeAside(file, bytes, (aside) => link(aside, file).catch(unless("EEXIST")));
  const winner = await readFile(file).catch(refuse(`Cannot read what was claimed as ${file}`));
  return Buffer.compare(winner, bytes) === 0 ? { won: true } : { won: false, winner };
}

/** `publish` gives the finished file its name. What was written aside is gone afterwards, also after a failure. */
async function writeAside(file: string, bytes: Uint8Array, publish: (aside: string) => Promise<void>): Promise<void> {
  // No key has a tilde, so nobody takes this for a report.
  const aside = `${file}~${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFlushed(aside, bytes);
    await publish(aside);
  } catch (error) {
    return refuse(`Cannot write ${file}`)(error);
  } finally {
    await rm(aside, { force: true }).catch(() => undefined);
  }
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
async function readIfThere(file: string): Promise<Uint8Array | null> {
  const absent = unless("ENOENT", "EISDIR", "ENOTDIR");
  return readFile(file)
    .catch((error: unknown) => absent(error) ?? null)
    .catch(refuse(`Cannot read ${file}`));
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
