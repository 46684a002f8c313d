/** A file of lines as chunks of whole lines, all of them in the same memory. */

import { open } from "node:fs/promises";

const lineFeed = 0x0a;
/** Above any line of these files; each reading costs a turn of the event loop. */
const memoryBytes = 1 << 20;

/** A chunk holds until the next one is asked for. */
export async function* fileChunks(path: string): AsyncGenerator<Buffer> {
  const memory = Buffer.alloc(memoryBytes);
  const file = await open(path);
  try {
    let kept = 0;
    for (;;) {
      const { bytesRead } = await file.read(memory, kept, memory.length - kept);
      if (bytesRead === 0) return;
      const end = memory.lastIndexOf(lineFeed, kept + bytesRead - 1) + 1;
      yield memory.subarray(0, end);
      memory.copyWithin(0, end, kept + bytesRead);
      kept += bytesRead - end;
    }
  } finally {
    await file.close();
  }
}
