/** Removes what this visit wrote, and nothing else. Audits never remove anything, so the permission may well be missing. */

import { amount } from "../../core/words.ts";
import { ask, isDenied } from "./reply.ts";
import { type Look, ok, skipped, warning } from "./step.ts";
import type { Visit } from "./visit.ts";

export async function tidyUp({ deps, request, notes }: Visit, signal: AbortSignal): Promise<Look> {
  const objects = amount(notes.written.size, request.report === null ? "file" : "object");
  if (notes.written.size === 0) return skipped("nothing was written");
  for (const key of notes.written) {
    const reply = await ask(deps.account.removeTrial(key, signal), signal);
    if (reply.outcome === "answered") continue;
    const folder = key.slice(0, key.lastIndexOf("/") + 1);
    const why = isDenied(reply) ? "permission cos:DeleteObject is not given" : reply.reason;
    const stays = `${objects} under ${folder} of ${deps.store.location} may still be there: ${why}`;
    return warning(
      stays,
      "nothing for audits, which remove nothing: delete that folder, or let the rule for work/ do it",
    );
  }
  const versions = notes.versioned === true ? "; as the bucket keeps versions, a past one of each stays" : "";
  return ok(`${objects} that this wrote ${notes.written.size === 1 ? "is" : "are"} removed${versions}`);
}
