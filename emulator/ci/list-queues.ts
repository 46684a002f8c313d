/**
 * GET /picqueue on a bucket's host.
 *
 * Asked by queueIds it tells no TotalCount, PageNumber and PageSize, leaves out BucketId, and names every
 * unknown id in a NonExistPIDs of its own, as the page's sample shows.
 */

import type { EmulatorReply } from "../http.ts";
import { CiRefusal } from "../service-errors.ts";
import type { EmulatedNotify, EmulatedQueue } from "../world.ts";
import { escapeXml } from "../xml-text.ts";
import { type BucketCall, xmlReply } from "./call.ts";
import { list, optionalText } from "./parameters.ts";
import { queueAt } from "./queue-at.ts";
import { cutPage, readPage, renderPage } from "./row-page.ts";
import { formatTime } from "./wire-time.ts";

export function listQueues(call: BucketCall): EmulatorReply {
  const { query, indexed, requestId } = call;
  const page = readPage(query);
  const state = readState(query);
  const ids = list(query, "queueIds");
  const there = queuesThere(call);
  const queues = there.filter(
    (queue) => (ids?.includes(queue.queueId) ?? true) && (state === null || queue.state === state),
  );
  const head = `<RequestId>${requestId}</RequestId>`;
  if (ids) {
    const known = new Set(there.map(({ queueId }) => queueId));
    const unknown = ids.filter((id) => !known.has(id)).map((id) => element("NonExistPIDs", id));
    return xmlReply(`${head}${queues.map((queue) => renderQueue(queue)).join("")}${unknown.join("")}`);
  }
  const rows = cutPage(queues, page).map((queue) => renderQueue(queue, indexed.bucket.name));
  return xmlReply(`${head}${renderPage(page, queues.length)}${rows.join("")}`);
}

/** As they are now. */
function queuesThere({ indexed, now }: BucketCall): readonly EmulatedQueue[] {
  return indexed.bucket.queues.flatMap((queue) => {
    const view = queueAt(queue, now);
    return view ? [{ ...queue, ...view }] : [];
  });
}

function readState(query: BucketCall["query"]): string | null {
  const state = optionalText(query, "state");
  if (state === null || state === "Active" || state === "Paused") return state;
  throw new CiRefusal("InvalidArgument", "state must be Active or Paused");
}

function renderQueue(queue: EmulatedQueue, bucketId?: string): string {
  return [
    "<QueueList>",
    element("QueueId", queue.queueId),
    element("Name", queue.name),
    element("State", queue.state),
    renderNotify(queue.notify),
    element("MaxSize", String(queue.maxSize)),
    element("MaxConcurrent", String(queue.maxConcurrent)),
    element("UpdateTime", formatTime(queue.updatedAt)),
    element("CreateTime", formatTime(queue.createdAt)),
    bucketId === undefined ? "" : element("BucketId", bucketId),
    element("Category", "PicProcessing"),
    "</QueueList>",
  ].join("");
}

function renderNotify(notify: EmulatedNotify): string {
  return [
    "<NotifyConfig>",
    element("Url", notify.url),
    element("Event", notify.event),
    element("Type", notify.type),
    element("State", notify.state),
    element("ResultFormat", notify.resultFormat),
    optional("MqMode", notify.mqMode),
    optional("MqRegion", notify.mqRegion),
    optional("MqName", notify.mqName),
    "</NotifyConfig>",
  ].join("");
}

function optional(name: string, text: string | undefined): string {
  return text === undefined ? "" : element(name, text);
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}
