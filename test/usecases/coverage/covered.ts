/** Asks for the coverage of planted nights, and tells it in short: times in hours from the beginning of the 19th. */

import { type Coverage, coverNights } from "../../../lib/usecases/coverage/cover-nights.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { commitLedgered, hourMs } from "./ledgered-night.ts";

const { signal } = new AbortController();
export const dayMs = 24 * hourMs;
/** Where the night of the 19th begins in Shanghai. */
export const start = Date.UTC(2026, 10, 18, 16);

export function cover(
  store: MemoryStore,
  from = "2026-11-19",
  to = "2026-11-20",
  fromFirst = false,
): Promise<Coverage> {
  const request = { family: "pic", from, to, fromFirst, timeZone: "Asia/Shanghai", onNight: () => {} } as const;
  return coverNights(store, request, signal);
}

export function told({ holes }: Coverage): readonly string[] {
  return holes.map(({ night, cause, queueId, from, to }) => {
    return `${night} ${queueId} ${cause} ${(from - start) / hourMs}-${(to - start) / hourMs}`;
  });
}

export function missingHours({ scopes }: Coverage): readonly number[] {
  return scopes.map(({ unaccountedMs }) => unaccountedMs / hourMs);
}

export async function twoNights(...spoiled: Parameters<typeof commitLedgered>[2][]): Promise<MemoryStore> {
  const store = memoryStore();
  await commitLedgered(store, "2026-11-19", spoiled[0]);
  await commitLedgered(store, "2026-11-20", spoiled[1]);
  return store;
}
