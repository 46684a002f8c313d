/** Our functions as the emulated platform has them once they are deployed: bundled, zipped with their settings, active. */

import { bundleFunction } from "../deploy/bundle-function.ts";
import { activeFunction } from "../emulator/scf/active-function.ts";
import type { Registry } from "../emulator/scf/registry.ts";

export const functionNames = { audit: "job-audit-audit", shard: "job-audit-shard" } as const;

/** MB, as serverless.yml has it. */
export const memorySize = 512;

/**
 * In a container Node takes half of its memory for the heap; the emulated platform's processes are in none, and would
 * take the machine's for theirs.
 */
const environment = { NODE_OPTIONS: `--max-old-space-size=${memorySize / 2}` };

export async function deployFunctions(registry: Registry, settings: string): Promise<void> {
  for (const [key, name] of Object.entries(functionNames)) {
    const files = {
      "index.js": await bundleFunction(process.cwd(), `functions/${key}.ts`),
      "job-audit.yaml": Buffer.from(settings),
    };
    registry.put(activeFunction({ name, memorySize, timeout: 900, environment, role: "job-audit", files }));
  }
}
