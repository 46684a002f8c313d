/**
 * A page of the queue list.
 *
 * A queue has a State (Active, Paused) and its NotifyConfig another (On, Off), a level below.
 * NonExistPIDs, the ids that a query did not find, are no queues.
 * Source: the vendor's page "Querying Image Processing (Async) Queue".
 */

import { ProtocolError } from "../../core/errors.ts";
import type { Callback, Queue } from "../../core/queue.ts";
import type { ListPage } from "../../ports/cloud-infinite.ts";
import { childCount, childTime } from "./child-values.ts";
import { readResponse } from "./read-response.ts";
import { childrenNamed, childText, onlyChild, type XmlElement } from "./xml-element.ts";

/** Throws `ProtocolError` on what cannot be read, and `ServiceError` on an error answered with status 200. */
export function decodeQueuePage(bytes: Uint8Array): ListPage<Queue> {
  return readResponse(bytes, (response) => ({
    rows: childrenNamed(response, "QueueList").flatMap((element) => decodeQueue(element) ?? []),
    totalCount: childCount(response, "TotalCount"),
  }));
}

/** Null for an empty placeholder. */
function decodeQueue(element: XmlElement): Queue | null {
  const queueId = childText(element, "QueueId");
  const name = childText(element, "Name");
  const state = childText(element, "State");
  if (queueId === null && name === null && state === null) return null;
  if (queueId === null) throw new ProtocolError("Cannot read a queue of the answer: it has no QueueId.");
  return {
    queueId,
    name,
    state: state ?? "",
    maxSize: childCount(element, "MaxSize"),
    maxConcurrent: childCount(element, "MaxConcurrent"),
    category: childText(element, "Category"),
    createdAt: childTime(element, "CreateTime"),
    updatedAt: childTime(element, "UpdateTime"),
    callback: decodeCallback(onlyChild(element, "NotifyConfig")),
  };
}

function decodeCallback(config: XmlElement | null): Callback {
  const text = (name: string) => (config === null ? null : childText(config, name));
  return {
    state: text("State"),
    url: text("Url"),
    event: text("Event"),
    type: text("Type"),
    resultFormat: text("ResultFormat"),
    mqMode: text("MqMode"),
    mqRegion: text("MqRegion"),
    mqName: text("MqName"),
  };
}
