/**
 * Objects as plain files in a folder that one process owns: they survive a restart.
 *
 * Bytes and record are each written aside and renamed into place, the record last: an object without a record does
 * not exist. Records are read once a bucket and then held in memory.
 */

import { randomUUID } from "node:crypto";
import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type FolderLayout, folderLayout, isPlainKey } from "./folder-layout.ts";
import { createKeyLocks, type KeyLocks } from "./key-locks.ts";
import {
  compareKeys,
  type ListedObject,
  type ObjectRecord,
  type ObjectStorage,
  type StoredObject,
} from "./object-storage.ts";

interface Entry {
  readonly key: string;
  readonly odd: boolean;
  readonly record: ObjectRecord;
}

type Index = Map<string, Entry>;

interface Folder {
  readonly layout: FolderLayout;
  readonly indexOf: (bucket: string) => Promise<Index>;
  /** Places are given out one at a time, so that `a` and `a/b` cannot both be found free. */
  readonly locks: KeyLocks;
}

export function createFolderStorage(path: string): ObjectStorage {
  const layout = folderLayout(path);
  const indexes = new Map<string, Promise<Index>>();
  const indexOf = (bucket: string) => {
    const index = indexes.get(bucket) ?? loadIndex(layout, bucket);
    indexes.set(bucket, index);
    return index;
  };
  const folder: Folder = { layout, indexOf, locks: createKeyLocks() };
  return {
    head: async (bucket, key) => (await indexOf(bucket)).get(key)?.record ?? null,
    read: (bucket, key) => readObject(folder, bucket, key),
    write: (bucket, key, object) => writeObject(folder, bucket, key, object),
    remove: (bucket, key) => removeObject(folder, bucket, key),
    list: async (bucket, prefix) => listed(await indexOf(bucket), prefix),
  };
}

async function loadIndex(layout: FolderLayout, bucket: string): Promise<Index> {
  const records = layout.recordFolder(bucket);
  await mkdir(records, { recursive: true });
  const index: Index = new Map();
  for (const name of await readdir(records)) {
    const entry = JSON.parse(await readFile(join(records, name), "utf8")) as Entry;
    index.set(entry.key, entry);
  }
  return index;
}

async function readObject(folder: Folder, bucket: string, key: string): Promise<StoredObject | null> {
  const entry = (await folder.indexOf(bucket)).get(key);
  if (entry === undefined) return null;
  return { record: entry.record, bytes: await readFile(folder.layout.objectFile(bucket, key, entry.odd)) };
}

async function writeObject(folder: Folder, bucket: string, key: string, object: StoredObject): Promise<void> {
  const { layout } = folder;
  const index = await folder.indexOf(bucket);
  const written = await writeAside(layout, object.bytes);
  await folder.locks(bucket, async () => {
    const odd = index.get(key)?.odd ?? !(await hasPlainPlace(layout, bucket, key));
    const entry: Entry = { key, odd, record: object.record };
    await moveInto(written, layout.objectFile(bucket, key, odd));
    await moveInto(await writeAside(layout, JSON.stringify(entry)), layout.recordFile(bucket, key));
    index.set(key, entry);
  });
}

async function removeObject(folder: Folder, bucket: string, key: string): Promise<void> {
  const { layout } = folder;
  const index = await folder.indexOf(bucket);
  await folder.locks(bucket, async () => {
    const entry = index.get(key);
    if (entry === undefined) return;
    index.delete(key);
    await rm(layout.recordFile(bucket, key));
    const file = layout.objectFile(bucket, key, entry.odd);
    await rm(file);
    if (!entry.odd) await removeEmptyFolders(dirname(file), layout.bucketFolder(bucket));
  });
}

function listed(index: Index, prefix: string): readonly ListedObject[] {
  const found: ListedObject[] = [];
  for (const { key, record } of index.values()) if (key.startsWith(prefix)) found.push({ key, record });
  return found.sort(compareKeys);
}

async function hasPlainPlace(layout: FolderLayout, bucket: string, key: string): Promise<boolean> {
  if (!isPlainKey(key)) return false;
  const file = layout.objectFile(bucket, key, false);
  return lstat(file).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === "ENOENT",
  );
}

async function writeAside(layout: FolderLayout, content: Buffer | string): Promise<string> {
  const file = join(layout.temporary, randomUUID());
  await mkdir(layout.temporary, { recursive: true });
  await writeFile(file, content);
  return file;
}

async function moveInto(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

/** From the innermost outwards, up to the first that still holds something. */
async function removeEmptyFolders(from: string, bucketFolder: string): Promise<void> {
  for (let folder = from; folder !== bucketFolder; folder = dirname(folder)) {
    const removed = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
}
