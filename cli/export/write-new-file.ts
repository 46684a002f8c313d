/**
 * Writes a file that was not there, piece by piece; under its name it is whole or not there.
 *
 * It is written aside and flushed, and gets its name at the end: by `link`, which fails on a name that is taken, or by
 * `rename` where it may be replaced.
 */

import { randomUUID } from "node:crypto";
import { type FileHandle, link, lstat, open, rename, rm, stat } from "node:fs/promises";
import { ConfigError, isAuditError } from "../../lib/core/errors.ts";
import { folderOf, writeErrnoText } from "../errno-text.ts";

export interface NewFile {
  readonly path: string;
  /** Whether what is there may be replaced. */
  readonly force: boolean;
}

/** Throws `ConfigError` for a name that is taken or cannot be had, before anything is done. */
export async function assertNewFile({ path, force }: NewFile): Promise<void> {
  const target = await stat(path).catch(() => null);
  if (target?.isDirectory()) throw new ConfigError(`Cannot write ${path}: it is a folder; name a file in it`);
  await stat(folderOf(path)).catch((error: unknown) => {
    throw explain(path, error);
  });
  const there = await lstat(path).catch(() => null);
  if (there !== null && !force) throw taken(path);
}

/** Resolves with the number of bytes. Throws `ConfigError` where the file cannot be written. */
export async function writeNewFile(file: NewFile, chunks: AsyncIterable<string>): Promise<number> {
  const aside = `${file.path}~${randomUUID()}`;
  try {
    const bytes = await writeFlushed(await open(aside, "wx"), chunks);
    await (file.force ? rename(aside, file.path) : link(aside, file.path));
    return bytes;
  } catch (error) {
    throw isAuditError(error) ? error : explain(file.path, error);
  } finally {
    await rm(aside, { force: true });
  }
}

async function writeFlushed(handle: FileHandle, chunks: AsyncIterable<string>): Promise<number> {
  try {
    let bytes = 0;
    for await (const chunk of chunks) {
      await handle.writeFile(chunk);
      bytes += Buffer.byteLength(chunk);
    }
    await handle.sync();
    return bytes;
  } finally {
    await handle.close();
  }
}

/** What is not the operating system's error stays as it is. */
function explain(path: string, error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code === "EEXIST") return taken(path, error);
  const seen = writeErrnoText(error, path);
  return seen === null ? error : new ConfigError(`Cannot write ${path}: ${seen}`, { cause: error });
}

function taken(path: string, cause?: unknown): ConfigError {
  return new ConfigError(`Cannot write ${path}: it exists; name another file, or replace it with --force`, { cause });
}
