/**
 * Hosts that a signed request may go to: a region's, or a bucket's in it.
 *
 * Names of buckets and regions come from the service, and from reports that somebody could have changed. One with a
 * dot, a slash or an `@` in it would name another host, and a signature would go there.
 */

import { ProtocolError } from "../../core/errors.ts";
import { shownName } from "../../core/shown-name.ts";
import type { TencentRequest } from "./request.ts";

/** A label as DNS has it; COS takes the same letters for a bucket (vendor page "Bucket Overview"). */
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const hostPattern = new RegExp(`^(?:${label}\\.)?(?:ci|cos)\\.${label}\\.myqcloud\\.com$`);

/** Throws `ProtocolError`: the scope that has such a name cannot be read, others can. */
export function assertHost({ method, host }: TencentRequest): void {
  if (hostPattern.test(host)) return;
  throw new ProtocolError(
    `Cannot ${method}: ${shownName(host, 100)} is no host of the service, so nothing is sent there.`,
  );
}
