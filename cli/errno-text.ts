/** What the operating system says of a file, in words. */

import { dirname } from "node:path";

const words: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not",
  EPERM: "this user may not",
};

/** Null for an error that is not the operating system's. */
export function errnoText(error: unknown): string | null {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? null : (words[code] ?? code);
}

/** The same of a file that was to be written: what is missing then is the folder. */
export function writeErrnoText(error: unknown, path: string): string | null {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "ENOENT" && code !== "ENOTDIR") return errnoText(error);
  return `there is no folder ${folderOf(path)}`;
}

/** The folder that a file is to lie in. */
export function folderOf(path: string): string {
  return path.endsWith("/") ? path : dirname(path);
}
