/** Writes the page of a night for people, out of what is written of its diff already. */

import { sha256Hex } from "../../core/hash.ts";
import { pageKey } from "../../core/key.ts";
import type { PageRenderer } from "../../ports/page-renderer.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { buildPageView, type PageSources } from "../page/build-page-view.ts";
import type { StoredFile } from "../report/read-lines.ts";

export interface PageMakers {
  readonly store: ReportStore;
  readonly output: ReportStore;
  readonly page: PageRenderer;
}

export async function writePage(
  { store, output, page }: PageMakers,
  sources: PageSources,
  signal: AbortSignal,
): Promise<StoredFile> {
  const view = await buildPageView(store, sources, signal);
  const bytes = Buffer.from(await page.render(view));
  const sha256 = sha256Hex(bytes);
  const key = pageKey(view.name, sha256);
  await output.put(key, bytes, signal);
  const size = { bytes: bytes.length, uncompressedBytes: bytes.length };
  return { key, rows: 1, sha256, uncompressedSha256: sha256, ...size };
}
