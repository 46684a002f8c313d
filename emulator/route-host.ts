/** Which service a Host header names. One port serves them all, as the real ones share a domain. */

export type Target =
  | { readonly kind: "ci-region"; readonly region: string }
  | { readonly kind: "ci-bucket"; readonly bucket: string; readonly region: string }
  | { readonly kind: "cos-bucket"; readonly bucket: string; readonly region: string };

const regionHost = /^ci\.([a-z0-9-]+)\.myqcloud\.com$/;
const bucketHost = /^([a-z0-9-]+-\d+)\.(ci|cos)\.([a-z0-9-]+)\.myqcloud\.com$/;

/** Null for a host of no service here. */
export function routeHost(host: string): Target | null {
  const [, wide] = regionHost.exec(host) ?? [];
  if (wide !== undefined) return { kind: "ci-region", region: wide };
  const [, bucket, service, region] = bucketHost.exec(host) ?? [];
  if (bucket === undefined || region === undefined) return null;
  return { kind: service === "ci" ? "ci-bucket" : "cos-bucket", bucket, region };
}
