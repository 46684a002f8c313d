/** The deployed functions, by namespace and name. */

import type { FunctionRecord } from "./function-record.ts";

export interface Registry {
  find(namespace: string, name: string): FunctionRecord | null;
  /** In the order of creation; without a namespace those of all. */
  list(namespace?: string): readonly FunctionRecord[];
  /** Takes the place of one of the same name. */
  put(record: FunctionRecord): void;
  remove(record: FunctionRecord): void;
}

export function createRegistry(): Registry {
  const records = new Map<string, FunctionRecord>();
  return {
    find: (namespace, name) => records.get(keyOf({ namespace, name })) ?? null,
    list: (namespace) => [...records.values()].filter((record) => (namespace ?? record.namespace) === record.namespace),
    put: (record) => void records.set(keyOf(record), record),
    remove: (record) => void records.delete(keyOf(record)),
  };
}

/** Neither part may hold a slash. */
function keyOf({ namespace, name }: Pick<FunctionRecord, "namespace" | "name">): string {
  return `${namespace}/${name}`;
}
