/** Calls to the emulated Cloud Infinite without a server around it. */

import { type CiBehaviour, usualBehaviour } from "../../../emulator/ci/behaviour.ts";
import { createCloudInfinite } from "../../../emulator/ci/cloud-infinite.ts";
import type { World } from "../../../emulator/world.ts";
import { noon } from "../small-world.ts";

export type Query = Readonly<Record<string, string>>;

export interface CallOptions extends Partial<CiBehaviour> {
  readonly now?: () => number;
  readonly method?: string;
}

/** Answers `[status, body]`; the call goes to the one bucket that most worlds have, or to its region. */
export function openCi(world: World, { now = () => noon, method = "GET", ...behaviour }: CallOptions = {}) {
  const serve = createCloudInfinite({ world, behaviour: { ...usualBehaviour, ...behaviour }, now });
  return (path: string, query: Query = {}, bucket = "photos-1250000000"): { status: number; body: string } => {
    const request = {
      method,
      host: "",
      path,
      query: new Map(Object.entries(query)),
      headers: new Map<string, string>(),
      body: Buffer.alloc(0),
    };
    const region = "ap-chongqing";
    const target =
      path === "/picbucket" ? { kind: "ci-region" as const, region } : { kind: "ci-bucket" as const, region, bucket };
    const reply = serve(request, target, "request-1");
    return { status: reply.status, body: String(reply.body) };
  };
}
