/** A world of three buckets in two regions, and how a test discovers it. */

import { ServiceError } from "../../../lib/core/errors.ts";
import { families } from "../../../lib/core/family.ts";
import { discover } from "../../../lib/usecases/discover/discover.ts";
import type { DiscoverRequest, Discovery, FoundNow } from "../../../lib/usecases/discover/discovery.ts";
import { type FakeCiOptions, fakeCi } from "../../fakes/fake-ci.ts";
import { aQueue, midnight } from "../../fakes/samples.ts";

export const span = { from: midnight, to: midnight + 86_400_000 };

export const world: FakeCiOptions = {
  buckets: [
    { name: "photos-1", region: "ap-chongqing", createdAt: null },
    { name: "videos-1", region: "ap-chongqing", createdAt: null },
    { name: "maps-1", region: "ap-guangzhou", createdAt: null },
  ],
  queues: {
    "photos-1": [aQueue({ queueId: "p1" }), aQueue({ queueId: "p2", state: "Paused" })],
    "videos-1": [aQueue({ queueId: "v1" })],
    "maps-1": [],
  },
};

export const denied = new ServiceError("Cannot list queues: 403 AccessDenied", {
  status: 403,
  serviceCode: "AccessDenied",
  requestId: "r1",
});

export function find(options: FakeCiOptions = {}, change: Partial<DiscoverRequest> = {}): Promise<FoundNow> {
  return discover(fakeCi([], { ...world, ...options }), requestOf(change), new AbortController().signal);
}

export function requestOf(change: Partial<DiscoverRequest>): DiscoverRequest {
  return {
    family: families.pic,
    tags: ["PicProcess", "ImageInspect"],
    span,
    regions: ["ap-chongqing", "ap-guangzhou"],
    buckets: [],
    excluded: [],
    previous: [],
    concurrency: 4,
    ...change,
  };
}

export function placesOf({ scopes }: Discovery): string[] {
  return scopes.map(({ scope: { bucket, queueId, tag }, origin }) => `${bucket}/${queueId}/${tag} ${origin}`);
}

export const everything = [
  "photos-1/p1/ImageInspect discovered",
  "photos-1/p1/PicProcess discovered",
  "photos-1/p2/ImageInspect discovered",
  "photos-1/p2/PicProcess discovered",
  "videos-1/v1/ImageInspect discovered",
  "videos-1/v1/PicProcess discovered",
];
