/** A report store in memory that remembers what it was asked, in order, and fails where a test says so. */

import { StoreError } from "../../lib/core/errors.ts";
import type { ReportStore } from "../../lib/ports/report-store.ts";

export interface StoreCall {
  readonly name: "get" | "put" | "claim";
  readonly key: string;
}

export interface MemoryStore extends ReportStore {
  readonly objects: Map<string, Uint8Array>;
  readonly calls: StoreCall[];
}

/** `failWith` is asked before each call is carried out; what it returns is thrown. */
export function memoryStore(failWith: (call: StoreCall) => Error | null = () => null): MemoryStore {
  const objects = new Map<string, Uint8Array>();
  const calls: StoreCall[] = [];
  const begin = (call: StoreCall, signal: AbortSignal) => {
    signal.throwIfAborted();
    refuseOddKey(call.key);
    calls.push(call);
    const failure = failWith(call);
    if (failure !== null) throw failure;
  };
  return {
    location: "memory:reports",
    objects,
    calls,
    async get(key, signal) {
      begin({ name: "get", key }, signal);
      return objects.get(key) ?? null;
    },
    async put(key, bytes, signal) {
      begin({ name: "put", key }, signal);
      objects.set(key, Uint8Array.from(bytes));
    },
    async claim(key, bytes, signal) {
      begin({ name: "claim", key }, signal);
      const winner = objects.get(key);
      if (winner !== undefined && Buffer.compare(winner, bytes) !== 0) return { won: false, winner };
      objects.set(key, Uint8Array.from(bytes));
      return { won: true };
    },
  };
}

function refuseOddKey(key: string): void {
  const sound = key.split("/").every((part) => /^[A-Za-z0-9._=-]+$/.test(part) && part !== "." && part !== "..");
  if (!sound) throw new StoreError(`Cannot use ${JSON.stringify(key)} as a key`);
}
