/**
 * Zip archives that are the same bytes for the same files, on every machine and in every time zone: fflate compresses by
 * itself where Node's own zlib differs by version, and all that a zip tells of files beside their contents is fixed.
 */

import { zipSync } from "fflate";

export interface ZippedFile {
  readonly name: string;
  readonly contents: Uint8Array;
}

/** Local time is what a zip holds and fflate reads from the date, so this is the second of January wherever it runs. */
const modified = new Date(1980, 0, 2);

const unix = 3;

/** A file that all may read, in the upper half as Unix has it there. Whoever runs a function is not who packed it. */
const readable = 0o100644 * 0x1_0000;

/** In the order given. */
export function zipFiles(files: readonly ZippedFile[]): Uint8Array {
  const entries = files.map(({ name, contents }) => [name, contents] as const);
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: modified, os: unix, attrs: readable });
}
