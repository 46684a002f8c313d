/** A project of one function that needs nothing, for tests that pack. */

import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { leastSettings } from "./least-service.ts";

const installed = fileURLToPath(new URL("../../node_modules", import.meta.url));

const source = `/*! Licence of the test. */
export function main_handler(event: unknown): string {
  return JSON.stringify({ event, url: import.meta.url });
}
`;

export async function makeProject(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "deploy-project-"));
  await mkdir(join(root, "functions"));
  await writeFile(join(root, "functions", "audit.ts"), source);
  await writeFile(join(root, "job-audit.yaml"), leastSettings);
  await symlink(installed, join(root, "node_modules"));
  return root;
}
