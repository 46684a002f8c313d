/** What kind of request it is: of the few that there are, so that they can be counted. No name of anybody's is in it. */

import type { TencentRequest } from "./request.ts";

export function operationOf({ method, host, path }: Pick<TencentRequest, "method" | "host" | "path">): string {
  if (isOfStore(host)) return `cos:${method} ${path === "/" ? "bucket" : "object"}`;
  return `ci:${method} ${path.replace(/^(\/[^/]*)\/.+$/s, "$1/*")}`;
}

/** Whether the object store answers there. */
export function isOfStore(host: string): boolean {
  return host.includes(".cos.");
}
