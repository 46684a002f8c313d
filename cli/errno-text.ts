/** What the operating system says of a file, in words. */

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
