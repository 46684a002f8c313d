/**
 * Files read one after the other, the next one fetched while one is unpacked: a store far away costs no waiting.
 *
 * Two packed files are in memory at most, in the same memory as those before them; so are lines.
 */

import type { ReportStore } from "../../ports/report-store.ts";
import { createReusingStore } from "../diff/reusing-store.ts";
import { linesInPlace, readStored, type StoredFile } from "./read-lines.ts";

/** Buffers of whole lines, with their line feeds. Each holds until the next is asked for. */
export async function* readAhead(
  store: ReportStore,
  files: readonly StoredFile[],
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const fetchAt = createFetch(store, files, signal);
  for (let at = 0, now = fetchAt(0); now !== null; at += 1) {
    const { file, fetched } = now;
    const stored = await fetched;
    now = fetchAt(at + 1);
    yield* linesInPlace(stored, file, `${store.location}/${file.key}`);
  }
}

interface Fetched {
  readonly file: StoredFile;
  readonly fetched: Promise<Uint8Array>;
}

/** What is fetched holds until the fetch after the next. Null behind the last file. */
function createFetch(
  store: ReportStore,
  files: readonly StoredFile[],
  signal: AbortSignal,
): (at: number) => Fetched | null {
  let [memory, other] = [createReusingStore(store), createReusingStore(store)];
  return (at) => {
    const file = files[at];
    if (file === undefined) return null;
    [memory, other] = [other, memory];
    const fetched = readStored(memory, file, signal);
    // A file that cannot be read is told of when it is its turn, not while another is unpacked.
    fetched.catch(() => undefined);
    return { file, fetched };
  };
}
