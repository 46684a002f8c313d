/** Ids of some of the jobs that something is told of. */

import { type Html, html, told } from "../html.ts";

export function samples(ids: readonly string[]): Html | null {
  if (ids.length === 0) return null;
  const listed = ids.map((id, at) => html`${at === 0 ? "" : ", "}<code>${told(id)}</code>`);
  return html`<p class="more small muted">Jobs: ${listed}</p>`;
}
