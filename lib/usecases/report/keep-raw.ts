/** Keeps answers that could not be decoded, for whoever looks into them: a hole names the key as its evidence. */

import { sha256Hex } from "../../core/hash.ts";
import { rawAnswerKey } from "../../core/key.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { WalkDeps } from "../walk/window-walk.ts";

/** What comes twice is kept once. */
export function createKeepRaw(store: ReportStore, runId: string): WalkDeps["keepRaw"] {
  return async (body, signal) => {
    const key = rawAnswerKey(runId, sha256Hex(body));
    await store.put(key, body, signal);
    return key;
  };
}
