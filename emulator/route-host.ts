/** Which service a Host header names. One port serves them all, as the real ones share a domain. */

import type { EmulatorRequest } from "./http.ts";

export type Target =
  | { readonly kind: "ci-region"; readonly region: string }
  | { readonly kind: "ci-bucket"; readonly bucket: string; readonly region: string }
  | { readonly kind: "cos-bucket"; readonly bucket: string; readonly region: string };

const regionHost = /^ci\.([a-z0-9-]+)\.myqcloud\.com$/;
const bucketHost = /^([a-z0-9-]+-\d+)\.(ci|cos)\.([a-z0-9-]+)\.myqcloud\.com$/;

const functionHost = /^(?:scf|cls)(\.[a-z0-9-]+)?\.tencentcloudapi\.com$/;

/**
 * Calls of the function platform, and of the log service that holds its lines, name their action in a header, which tells
 * them apart on the loopback's own name.
 */
export function isFunctionCall({ host, headers }: Pick<EmulatorRequest, "host" | "headers">): boolean {
  return functionHost.test(host) || ((host === "127.0.0.1" || host === "localhost") && headers.has("x-tc-action"));
}

/** Null for a host of no service here. */
export function routeHost(host: string): Target | null {
  const [, wide] = regionHost.exec(host) ?? [];
  if (wide !== undefined) return { kind: "ci-region", region: wide };
  const [, bucket, service, region] = bucketHost.exec(host) ?? [];
  if (bucket === undefined || region === undefined) return null;
  return { kind: service === "ci" ? "ci-bucket" : "cos-bucket", bucket, region };
}
