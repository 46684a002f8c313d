/** Reads a file whole, unless it is larger than it may be, or none: a pipe would be waited for without end. */

import { readFile, stat } from "node:fs/promises";

/** Rejects as the system does, or with what is wrong with the file. */
export async function readBounded(file: string, maxBytes: number): Promise<Buffer> {
  const found = await stat(file);
  if (!found.isFile() && !found.isDirectory()) throw new Error("it is no ordinary file");
  if (found.size > maxBytes) throw new Error(`it has ${found.size} bytes, more than the ${maxBytes} that it may have`);
  return readFile(file);
}
