/**
 * Removes what was written to see whether it can be (vendor page "DELETE Object"): the only thing here that removes
 * anything, and it refuses whatever does not lie where nobody but the look writes.
 */

import { rm, rmdir } from "node:fs/promises";
import { dirname, join, posix, resolve } from "node:path";
import { StoreError } from "../../core/errors.ts";
import { isDoctorKey } from "../../core/key.ts";
import { shownName } from "../../core/shown-name.ts";
import { assertInside } from "../directory/assert-inside.ts";
import { partKey } from "../directory/directory-log.ts";
import { assertReportKey } from "../report-key.ts";
import type { Send } from "../tencent/request.ts";

export type RemoveTrial = (key: string, signal: AbortSignal) => Promise<void>;

interface TrialBucket {
  readonly send: Send;
  readonly bucket: string;
  readonly region: string;
  readonly prefix: string;
}

/** What is not there is answered as what was removed. */
export function removerOfObjects({ send, bucket, region, prefix }: TrialBucket): RemoveTrial {
  const host = `${bucket}.cos.${region}.myqcloud.com`;
  return async (key, signal) => {
    assertTrial(key);
    const path = prefix === "" ? `/${key}` : `/${prefix}/${key}`;
    await send({ method: "DELETE", host, path, query: {} }, () => null, signal);
  };
}

/** A log is a folder there, with one file of what was appended to nothing. */
export function removerOfFiles(folder: string): RemoveTrial {
  const root = resolve(folder);
  return async (key, signal) => {
    assertTrial(key);
    signal.throwIfAborted();
    const fileKey = key.endsWith(".jsonl") ? partKey(key, 0) : key;
    const file = join(root, fileKey);
    try {
      await assertInside(root, dirname(file));
      await rm(file, { force: true });
    } catch (error) {
      throw new StoreError(`Cannot remove ${file}: ${(error as Error).message}`, { cause: error });
    }
    await removeEmpty(root, fileKey);
  };
}

/** Folders that still hold something stay, and so do those above. */
async function removeEmpty(root: string, fileKey: string): Promise<void> {
  for (let key = posix.dirname(fileKey); isDoctorKey(`${key}/`); key = posix.dirname(key)) {
    await rmdir(join(root, key)).catch(() => undefined);
  }
}

function assertTrial(key: string): void {
  assertReportKey(key);
  if (!isDoctorKey(key)) throw new StoreError(`Cannot remove ${shownName(key, 200)}: nothing but trials is removed`);
}
