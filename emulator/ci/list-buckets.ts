/** GET /picbucket on the regional host: the account's buckets, of all regions unless some are asked for. */

import type { EmulatorReply } from "../http.ts";
import { type EmulatedBucket, isServed, type World } from "../world.ts";
import { escapeXml } from "../xml-text.ts";
import { type CiCall, xmlReply } from "./call.ts";
import { list, optionalText } from "./parameters.ts";
import { cutPage, readPage, renderPage } from "./row-page.ts";
import { formatTime } from "./wire-time.ts";

export function listBuckets(world: World, call: CiCall): EmulatorReply {
  const page = readPage(call.query);
  const buckets = world.buckets.filter(isServed).filter(matcher(call.query));
  const rows = cutPage(buckets, page).map((bucket) => renderBucket(bucket, call.behaviour.extraElements));
  return xmlReply(`<RequestId>${call.requestId}</RequestId>${renderPage(page, buckets.length)}${rows.join("")}`);
}

function matcher(query: CiCall["query"]): (bucket: EmulatedBucket) => boolean {
  const regions = list(query, "regions");
  const names = list(query, "bucketNames");
  const prefix = optionalText(query, "bucketName") ?? "";
  return ({ name, region }) =>
    (regions?.includes(region) ?? true) && (names?.includes(name) ?? true) && name.startsWith(prefix);
}

function renderBucket({ name, region, createdAt }: EmulatedBucket, withAlias: boolean): string {
  const id = escapeXml(name);
  const alias = withAlias ? "<AliasBucketId/>" : "";
  return `<PicBucketList><BucketId>${id}</BucketId><Name>${id}</Name><Region>${region}</Region><CreateTime>${formatTime(createdAt)}</CreateTime>${alias}</PicBucketList>`;
}
