/**
 * What a function's process finds in its environment: the function's own variables, those that the platform documents
 * (vendor page "Environment Variables") and its role's temporary keys. Nothing of the emulator's own, and no TZ.
 */

import type { Credential } from "../signature.ts";
import type { FunctionRecord } from "./function-record.ts";

/** Where functions run, and whose they are. */
export interface FunctionAccount {
  readonly region: string;
  readonly appId: string;
  readonly uin: string;
}

export interface FunctionPlace extends FunctionAccount {
  /** Of the unzipped code. */
  readonly folder: string;
  /** Of the function's role; null: it has none. */
  readonly credential: Required<Credential> | null;
}

export function functionEnvironment(record: FunctionRecord, place: FunctionPlace): Record<string, string> {
  const { credential, folder } = place;
  return {
    LANG: "en_US.UTF8",
    LC_ALL: "en_US.UTF8",
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    PWD: folder,
    USER_CODE_ROOT: `${folder}/`,
    SCF_RUNTIME: record.runtime,
    SCF_FUNCTIONNAME: record.name,
    SCF_FUNCTIONVERSION: "$LATEST",
    SCF_NAMESPACE: record.namespace,
    TENCENTCLOUD_RUNENV: "SCF",
    TENCENTCLOUD_REGION: place.region,
    TENCENTCLOUD_APPID: place.appId,
    TENCENTCLOUD_UIN: place.uin,
    TENCENTCLOUD_TZ: "UTC",
    ...record.environment,
    ...(credential && {
      TENCENTCLOUD_SECRETID: credential.secretId,
      TENCENTCLOUD_SECRETKEY: credential.secretKey,
      TENCENTCLOUD_SESSIONTOKEN: credential.sessionToken,
    }),
  };
}

interface CallFacts {
  readonly requestId: string;
  readonly place: FunctionAccount;
}

/** Vendor page "Node.js", "context input parameter"; what is a function there is added in the process. */
export function functionContext(record: FunctionRecord, { requestId, place }: CallFacts): Record<string, unknown> {
  const variables = { SCF_NAMESPACE: record.namespace, ...record.environment };
  return {
    callbackWaitsForEmptyEventLoop: true,
    memory_limit_in_mb: record.memorySize,
    time_limit_in_ms: record.timeout * 1000,
    request_id: requestId,
    environment: JSON.stringify(variables),
    environ: Object.entries(variables)
      .map(([name, value]) => `${name}=${value}`)
      .join(";"),
    function_version: "$LATEST",
    function_name: record.name,
    namespace: record.namespace,
    tencentcloud_region: place.region,
    tencentcloud_appid: place.appId,
    tencentcloud_uin: place.uin,
  };
}
