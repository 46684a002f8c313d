/** Deployed functions of a few lines, as a test writes them. */

import { createHash } from "node:crypto";
import type { FunctionRecord } from "../../../emulator/scf/function-record.ts";
import { zipOf } from "./open-deployments.ts";

/** `code` is that of `index.js`, or a zip. */
export function functionOf(code: string | Uint8Array, changes: Partial<FunctionRecord> = {}): FunctionRecord {
  const zip = typeof code === "string" ? zipOf({ "index.js": code }) : code;
  return {
    namespace: "default",
    name: "small",
    runtime: "Nodejs20.19",
    createdAt: 0,
    description: "",
    handler: "index.main_handler",
    memorySize: 256,
    timeout: 60,
    environment: {},
    role: null,
    clsLogsetId: "logset",
    clsTopicId: "topic",
    status: "Active",
    statusReasons: [],
    code: zip,
    codeSha256: createHash("sha256").update(zip).digest("hex"),
    modifiedAt: 0,
    retry: { attempts: 2, maxAgeSeconds: 21_600 },
    asyncRun: false,
    triggers: [],
    ...changes,
  };
}
