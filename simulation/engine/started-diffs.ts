/** The diff function as the platform's API starts it: its starts are numbered, and every try is a process of its own. */

import type { FunctionHandler } from "../../emulator/scf/options.ts";
import { type PlatformParts, tryOnce } from "./platform.ts";

/** `platform` is asked on each start. */
export function createDiffStarts(platform: () => PlatformParts): FunctionHandler {
  const attempts = new Map<string, { readonly start: string; next: number }>();
  return (event, context) => {
    const { request_id: id } = context;
    const tries = attempts.get(id) ?? { start: `diff ${attempts.size + 1}`, next: 0 };
    attempts.set(id, tries);
    const attempt = tries.next;
    tries.next += 1;
    return tryOnce(platform(), { start: tries.start, attempt, function: "diff", event, context });
  };
}
