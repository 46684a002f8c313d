/**
 * A store whose objects all come in the same memory, for who reads large files one after the other.
 *
 * A file that is read for a while outlives the young collections, and the collector lets some 64 MB of such buffers lie
 * before it looks at them. What is copied at once dies young.
 */

import type { ReportStore } from "../../ports/report-store.ts";

/** What `get` gave holds until the next `get`. */
export function createReusingStore(store: ReportStore): ReportStore {
  let memory = Buffer.alloc(0);
  return {
    ...store,
    async get(key, signal) {
      const bytes = await store.get(key, signal);
      if (bytes === null) return null;
      // Parts of one night are about as large as each other: the next one may be a little larger.
      if (bytes.length > memory.length) memory = Buffer.alloc(Math.ceil(1.25 * bytes.length));
      memory.set(bytes);
      return memory.subarray(0, bytes.length);
    },
  };
}
