/** Objects in memory: gone with the process. */

import { compareKeys, type ListedObject, type ObjectStorage, type StoredObject } from "./object-storage.ts";

export function createMemoryStorage(): ObjectStorage {
  const buckets = new Map<string, Map<string, StoredObject>>();
  const bucketOf = (name: string): Map<string, StoredObject> => {
    const bucket = buckets.get(name) ?? new Map<string, StoredObject>();
    buckets.set(name, bucket);
    return bucket;
  };
  return {
    head: async (bucket, key) => bucketOf(bucket).get(key)?.record ?? null,
    read: async (bucket, key) => bucketOf(bucket).get(key) ?? null,
    write: async (bucket, key, object) => void bucketOf(bucket).set(key, object),
    remove: async (bucket, key) => void bucketOf(bucket).delete(key),
    list: async (bucket, prefix) => listed(bucketOf(bucket), prefix),
  };
}

function listed(objects: ReadonlyMap<string, StoredObject>, prefix: string): readonly ListedObject[] {
  const found: ListedObject[] = [];
  for (const [key, { record }] of objects) if (key.startsWith(prefix)) found.push({ key, record });
  return found.sort(compareKeys);
}
