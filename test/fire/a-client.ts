/** The product's own adapters, as they are composed, at an endpoint of a test; back-off takes no time. */

import { createCloudInfinite } from "../../lib/adapters/ci/ci-client.ts";
import { createCosStore } from "../../lib/adapters/cos/cos-store.ts";
import type { TencentRequest } from "../../lib/adapters/tencent/request.ts";
import { createSender } from "../../lib/adapters/tencent/sender.ts";
import { createTransport } from "../../lib/adapters/tencent/transport.ts";
import type { Clock } from "../../lib/ports/clock.ts";
import type { JobsRequest } from "../../lib/ports/cloud-infinite.ts";

export const bucket = "audit-1250000000";
export const region = "ap-chongqing";
export const never = new AbortController().signal;

const scope = { family: "pic", region, bucket: "photos-1250000000", queueId: "p1", tag: "PicProcess" } as const;
const span = { createdFrom: 1_700_000_000_000, createdTo: 1_700_000_060_000 };
export const jobsRequest: JobsRequest = { scope, ...span, order: "Asc", size: 100, token: null };

interface Parts {
  readonly clock: Clock;
  readonly credentials?: { readonly secretId: string; readonly secretKey: string };
  readonly maxBodyBytes?: number;
}

export function clientAt(endpoint: string, { clock, credentials, maxBodyBytes = 256 << 20 }: Parts) {
  const own = credentials ?? { secretId: "AKIDunderFire", secretKey: "secretUnderFire" };
  const transport = createTransport({ endpoint, maxSockets: 4, tryTimeoutMs: 30_000, maxBodyBytes });
  const whole = { ...own, sessionToken: null };
  const send = createSender({ transport, credentials: () => whole, clock, random: () => 0.5, maxInFlight: 4 });
  const get = (request: Pick<TencentRequest, "path">) =>
    send({ method: "GET", host: `ci.${region}.myqcloud.com`, query: {}, ...request }, (answer) => answer, never);
  return { ci: createCloudInfinite({ send }), store: createCosStore({ send, bucket, region, prefix: "" }), get };
}
