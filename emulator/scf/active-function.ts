/** A function as the platform has it once it is deployed, for whoever puts it there without the API. */

import { createHash } from "node:crypto";
import type { FunctionRecord } from "./function-record.ts";
import { writeZip } from "./write-zip.ts";

export interface ActiveFunction
  extends Pick<FunctionRecord, "name" | "memorySize" | "timeout" | "environment" | "role">,
    Partial<Pick<FunctionRecord, "retry">> {
  /** By path. Its handler is `main_handler` of `index.js`. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Tried again as often as the platform does by itself, unless told otherwise. */
export function activeFunction({ files, ...facts }: ActiveFunction): FunctionRecord {
  const code = writeZip(files);
  return {
    namespace: "default",
    runtime: "Nodejs20.19",
    createdAt: 0,
    modifiedAt: 0,
    description: "",
    handler: "index.main_handler",
    clsLogsetId: "",
    clsTopicId: "",
    status: "Active",
    statusReasons: [],
    retry: { attempts: 2, maxAgeSeconds: 21_600 },
    asyncRun: false,
    triggers: [],
    ...facts,
    code,
    codeSha256: createHash("sha256").update(code).digest("hex"),
  };
}
