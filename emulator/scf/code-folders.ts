/** The unzipped code of functions: one folder a zip, in a folder under the system's temporary one, until it is closed. */

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bootstrapScript } from "./bootstrap.ts";
import type { FunctionRecord } from "./function-record.ts";
import { readZip, type ZipFiles } from "./read-zip.ts";

export interface CodeFolders {
  /** Unzips each code once. Rejects with a `ZipError` for what is no zip of code. */
  open(record: Pick<FunctionRecord, "code" | "codeSha256">): Promise<CodeFolder>;
  /** Removes them all. */
  close(): Promise<void>;
}

export interface CodeFolder {
  readonly path: string;
  /** The script that runs it; it lies outside. */
  readonly bootstrap: string;
}

/** Vendor page "Quota Limits": code of 500 MB, unzipped. */
const maxCodeBytes = 500 * 1024 * 1024;
const bootstrapName = "bootstrap.cjs";

export function createCodeFolders(): CodeFolders {
  const opened = new Map<string, Promise<CodeFolder>>();
  const roots: Promise<string>[] = [];

  async function unpack({ code, codeSha256 }: Pick<FunctionRecord, "code" | "codeSha256">): Promise<CodeFolder> {
    const files = readZip(code, maxCodeBytes);
    const root = roots[0] ?? makeRoot();
    roots[0] = root;
    const parent = await root;
    const path = join(parent, codeSha256);
    await writeFiles(path, files);
    return { path, bootstrap: join(parent, bootstrapName) };
  }

  return {
    open(record) {
      const known = opened.get(record.codeSha256) ?? unpack(record);
      opened.set(record.codeSha256, known);
      return known;
    },
    async close() {
      await Promise.allSettled(opened.values());
      for (const root of await Promise.all(roots)) await rm(root, { recursive: true, force: true });
    },
  };
}

async function makeRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "emulated-functions-"));
  await writeFile(join(root, bootstrapName), bootstrapScript);
  return root;
}

async function writeFiles(folder: string, files: ZipFiles): Promise<void> {
  await mkdir(folder);
  for (const [name, content] of files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}
