/** The bucket's objects in memory, each write noted when it is carried out, whoever hears of it. */

import { createHash } from "node:crypto";
import { createMemoryStorage } from "../../emulator/cos/memory-storage.ts";
import type { ObjectStorage } from "../../emulator/cos/object-storage.ts";
import type { Write } from "../played.ts";

export function createRecordingStorage(writes: Write[], now: () => number): ObjectStorage {
  const storage = createMemoryStorage();
  return {
    ...storage,
    async write(bucket, key, object) {
      const before = await storage.read(bucket, key);
      const replaced = before === null ? null : sha256(before.bytes);
      writes.push({ at: now(), key, sha256: sha256(object.bytes), replaced });
      await storage.write(bucket, key, object);
    },
  };
}

/** All objects, by key. */
export async function readObjects(storage: ObjectStorage, bucket: string): Promise<ReadonlyMap<string, Buffer>> {
  const objects = new Map<string, Buffer>();
  for (const { key } of await storage.list(bucket, "")) {
    const object = await storage.read(bucket, key);
    if (object !== null) objects.set(key, object.bytes);
  }
  return objects;
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
