/** Which service a request goes to, and how long the program waits for one try there. */

import { isFunctionCall, routeHost } from "../../emulator/route-host.ts";
import type { TencentRequest } from "../../lib/adapters/tencent/request.ts";
import { uploadMs } from "../../lib/adapters/tencent/upload-time.ts";
import type { Fault } from "../plan.ts";

/** As the program composes its transports. */
const tryTimeoutsMs = { ci: 20_000, cos: 20_000, scf: 10_000 } as const;

export function serviceOf({ host }: TencentRequest): Fault["service"] {
  if (isFunctionCall({ host, headers: new Map() })) return "scf";
  return routeHost(host)?.kind === "cos-bucket" ? "cos" : "ci";
}

export function tryTimeoutMs(request: TencentRequest): number {
  return tryTimeoutsMs[serviceOf(request)] + uploadMs(request);
}
