/** Makes the names in a folder last: a file that was flushed is lost all the same when its name is not. */

import { open } from "node:fs/promises";

interface FolderHandle {
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What systems answer that cannot open or sync a folder; those keep names in order by themselves, or not at all. */
const cannot: readonly unknown[] = ["EINVAL", "EISDIR", "EPERM", "EACCES"];

export async function syncFolder(
  folder: string,
  openFolder: (path: string, flags: "r") => Promise<FolderHandle> = open,
): Promise<void> {
  try {
    const handle = await openFolder(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!cannot.includes((error as NodeJS.ErrnoException).code)) throw error;
  }
}
