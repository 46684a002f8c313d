/** Folders that flags name: they need not be there yet, but nothing else may be. */

import { stat } from "node:fs/promises";
import { ConfigError } from "../lib/core/errors.ts";

/** `attempt` is what the folder is for: `Cannot fetch into out`. Throws `ConfigError` where there can be none. */
export async function assertFolder(path: string, attempt: string): Promise<void> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTDIR") return null;
    throw new ConfigError(`${attempt}: a part of that path is a file`, { cause: error });
  });
  if (there !== null && !there.isDirectory()) throw new ConfigError(`${attempt}: that is a file; name a folder`);
}
