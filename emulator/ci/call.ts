/** One verified call to Cloud Infinite, with all that an operation may look at. */

import type { EmulatorReply, EmulatorRequest } from "../http.ts";
import type { CiBehaviour } from "./behaviour.ts";
import type { IndexedBucket } from "./job-index.ts";
import type { ListedPage } from "./list-jobs.ts";
import type { PageTokens } from "./page-token.ts";

export interface CiCall {
  readonly query: EmulatorRequest["query"];
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly behaviour: CiBehaviour;
  readonly tokens: PageTokens;
  readonly observePage: (page: ListedPage) => void;
}

export interface BucketCall extends CiCall {
  readonly indexed: IndexedBucket;
}

const opening = Buffer.from('<?xml version="1.0" encoding="utf-8"?>\n<Response>');
const closing = Buffer.from("</Response>");

/** The children as texts that become bytes one by one: joined first, one Chinese word would double the whole page. */
export function xmlReply(...children: readonly string[]): EmulatorReply {
  const body = Buffer.concat([opening, ...children.map((child) => Buffer.from(child)), closing]);
  return { status: 200, headers: { "Content-Type": "application/xml" }, body };
}
