/** What GetFunction and ListFunctions both tell of a function (vendor page "Data Types", Function). */

import { createHash } from "node:crypto";
import type { FunctionRecord } from "../function-record.ts";
import { localTimeText } from "../local-time-text.ts";

export function functionLine(record: FunctionRecord): object {
  return {
    FunctionId: functionId(record),
    FunctionName: record.name,
    Namespace: record.namespace,
    Runtime: record.runtime,
    Description: record.description,
    Type: "Event",
    Status: record.status,
    StatusDesc: record.statusReasons.map(({ message }) => message).join("; "),
    StatusReasons: record.statusReasons.map(({ code, message }) => ({ ErrorCode: code, ErrorMessage: message })),
    AddTime: localTimeText(record.createdAt),
    ModTime: localTimeText(record.modifiedAt),
    Tags: [],
    AsyncRunEnable: record.asyncRun ? "TRUE" : "FALSE",
    TraceEnable: "FALSE",
  };
}

/** Another one for every function that was created, as long as two of a name are not created within a millisecond. */
function functionId({ namespace, name, createdAt }: FunctionRecord): string {
  return `lam-${createHash("sha256").update(`${namespace}/${name}/${createdAt}`).digest("hex").slice(0, 8)}`;
}
