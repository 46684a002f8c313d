/** Names of the queues and templates of a night; of a night that cannot be read, none: ids do as well. */

import { StoreError } from "../lib/core/errors.ts";
import type { NightName } from "../lib/core/key.ts";
import { type Names, noNames } from "../lib/core/names.ts";
import { knownNames } from "../lib/usecases/report/known-names.ts";
import { readCommittedNight } from "../lib/usecases/report/read-commit.ts";
import type { Io } from "./io.ts";
import type { LoadedApp } from "./load-app.ts";

export async function readNamesOf({ store }: LoadedApp, name: NightName, { signal }: Io): Promise<Names> {
  const night = await readCommittedNight(store, name, signal).catch((error: unknown) => {
    if (error instanceof StoreError) return null;
    throw error;
  });
  return night === null ? { queueNames: noNames, templateNames: noNames } : knownNames(store, night.manifest, signal);
}
