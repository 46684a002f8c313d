/** Puts a night into a store as if it had been audited. */

import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { ReportStore } from "../../lib/ports/report-store.ts";
import { commitNight } from "../../lib/usecases/report/commit-night.ts";
import { committing } from "../fakes/committing.ts";

export async function putCommitted(store: ReportStore, manifest: Manifest): Promise<void> {
  await commitNight(committing(store), manifest, new AbortController().signal);
}
