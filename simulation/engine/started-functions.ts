/** A function as the platform's API starts it: its starts are numbered, and every try is a process of its own. */

import type { FunctionHandler } from "../../emulator/scf/options.ts";
import { type PlatformParts, type Try, tryOnce } from "./platform.ts";
import { countFired } from "./record.ts";

/** `platform` is asked on each start. */
export function createStarts(name: Try["function"], platform: () => PlatformParts): FunctionHandler {
  const attempts = new Map<string, { readonly start: string; next: number }>();
  return (event, context) => {
    const { request_id: id } = context;
    const tries = attempts.get(id) ?? { start: `${name} ${attempts.size + 1}`, next: 0 };
    attempts.set(id, tries);
    const attempt = tries.next;
    tries.next += 1;
    const { record } = platform();
    if (name === "shard") countFired(record, attempt === 0 ? "shard started" : "shard again");
    return tryOnce(platform(), { start: tries.start, attempt, function: name, event, context });
  };
}
