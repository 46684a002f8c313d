/** Names of the queues of a night; of a night that cannot be read, none: ids do as well. */

import { StoreError } from "../lib/core/errors.ts";
import type { NightName } from "../lib/core/key.ts";
import { readQueueNames } from "../lib/usecases/report/queue-names.ts";
import { readCommittedNight } from "../lib/usecases/report/read-commit.ts";
import type { Io } from "./io.ts";
import type { LoadedApp } from "./load-app.ts";

export async function readNamesOf(
  { store }: LoadedApp,
  name: NightName,
  { signal }: Io,
): Promise<ReadonlyMap<string, string>> {
  try {
    const night = await readCommittedNight(store, name, signal);
    return night === null ? new Map() : await readQueueNames(store, night.manifest, signal);
  } catch (error) {
    if (error instanceof StoreError) return new Map();
    throw error;
  }
}
