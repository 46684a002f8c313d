/** A store in a temporary folder, for what is looked at once and kept nowhere. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDirectoryStore } from "../adapters/directory/directory-store.ts";
import type { ReportStore } from "../ports/report-store.ts";

/** The folder is gone when this settles, whatever `use` does. */
export async function withScratchStore<Result>(use: (store: ReportStore) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "job-audit-scratch-"));
  try {
    return await use(createDirectoryStore(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
