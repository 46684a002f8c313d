/** Links to the files that the page was made of. They are relative: a copy of the report leads to its own. */

import type { PageFile, PageView } from "../../../core/page/page-view.ts";
import { amount, countText } from "../../../core/words.ts";
import { type Html, html } from "../html.ts";
import type { Section } from "./section.ts";

/** The page lies in `v1/diffs/family=…/date=…/`. */
const root = "../../../../";

export function filesSection({ files: { first, inAll } }: PageView): Section {
  const which = first.length < inAll ? `${first.length} of ${amount(inAll, "file")}; the manifest names them all.` : "";
  const body = html`<p class="lead">What this page is made of, beside it in the store. ${which}</p>
<div class="files card"><table>
<caption>Files of the report</caption>
<thead><tr><th scope="col">dataset</th><th scope="col">file</th><th scope="col" class="number">rows</th><th scope="col" class="number">size</th></tr></thead>
<tbody>${first.map(row)}</tbody></table></div>`;
  return { id: "files", title: "Files", body };
}

function row({ dataset, key, rows, bytes }: PageFile): Html {
  const place = key.split("/").slice(4).map(shortened).join(" / ");
  const size = bytes === null ? "" : sizeText(bytes);
  return html`<tr><th scope="row">${dataset}</th><td><a href="${root}${encodeURI(key)}">${place}</a></td><td class="number">${countText(rows)}</td><td class="number">${size}</td></tr>`;
}

/** Hashes are in the address; nobody reads them. */
function shortened(segment: string): string {
  return segment.replace(/([0-9a-f]{8})[0-9a-f]{56}/, "$1…");
}

function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
