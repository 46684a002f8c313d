/** Our functions as the emulated platform has them once they are deployed: bundled, zipped with their settings, active. */

import { bundleFunction } from "../deploy/bundle-function.ts";
import { zipFiles } from "../deploy/zip-files.ts";
import type { FunctionRecord } from "../emulator/scf/function-record.ts";
import type { Registry } from "../emulator/scf/registry.ts";
import { sha256Hex } from "../lib/core/hash.ts";

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
    const code = zipFiles([
      { name: "index.js", contents: await bundleFunction(process.cwd(), `functions/${key}.ts`) },
      { name: "job-audit.yaml", contents: Buffer.from(settings) },
    ]);
    registry.put({ ...recordOf(name), code, codeSha256: sha256Hex(code) });
  }
}

function recordOf(name: string): Omit<FunctionRecord, "code" | "codeSha256"> {
  return {
    namespace: "default",
    name,
    runtime: "Nodejs20.19",
    createdAt: 0,
    modifiedAt: 0,
    description: "",
    handler: "index.main_handler",
    memorySize,
    timeout: 900,
    environment,
    role: "job-audit",
    clsLogsetId: "",
    clsTopicId: "",
    status: "Active",
    statusReasons: [],
    retry: { attempts: 2, maxAgeSeconds: 21_600 },
    asyncRun: false,
    triggers: [],
  };
}
