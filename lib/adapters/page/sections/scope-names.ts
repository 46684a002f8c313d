/** Names of scopes, as people know them: a queue by its name, where it has one. */

import type { PageView } from "../../../core/page/page-view.ts";
import type { Scope } from "../../../core/scope.ts";
import { type Html, html, told } from "../html.ts";

type Named = Pick<PageView, "queueNames">;

/** `thumbnails / PicProcess`. */
export function scopeName(view: Named, { queueId, tag }: Pick<Scope, "queueId" | "tag">): string {
  return `${queueName(view, queueId)} / ${tag}`;
}

export function queueName({ queueNames }: Named, queueId: string): string {
  return queueNames.get(queueId) ?? queueId;
}

/** Where it is, in small letters: several buckets have queues of one name. */
export function placeLine(place: {
  readonly region: string;
  readonly bucket: string;
  readonly queueId?: string;
}): Html {
  const parts = [place.region, place.bucket, place.queueId ?? null].filter((part) => part !== null);
  return html`<p class="place">${told(parts.join(" / "))}</p>`;
}
