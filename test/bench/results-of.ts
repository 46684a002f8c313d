/** Results of a made-up subject, into a temporary folder; what people are told is kept. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { RunLine } from "../../bench/lines.ts";
import type { Outlets } from "../../bench/results.ts";

export const madeRun: RunLine = {
  kind: "run",
  bench: "made",
  full: false,
  date: "2026-11-23",
  node: "v20.20.2",
  cpu: "AMD EPYC",
  cores: 2,
  memoryGb: 24,
  load: 0.3,
};

export async function keptOutlets(): Promise<Outlets & { readonly said: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "job-audit-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const said: string[] = [];
  return { folder, said, say: (text) => void said.push(text) };
}
