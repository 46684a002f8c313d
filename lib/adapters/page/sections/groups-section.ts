/** The largest kinds of failure, each with how one of its jobs reads. */

import type { PageView } from "../../../core/page/page-view.ts";
import type { Group } from "../../../core/schema/group.ts";
import { amount, countText } from "../../../core/words.ts";
import { type Html, html, told } from "../html.ts";
import { samples } from "./samples.ts";
import { placeLine, scopeName } from "./scope-names.ts";
import type { Section } from "./section.ts";

export function groupsSection(view: PageView): Section | null {
  const { first, inAll } = view.groups;
  if (first.length === 0) return null;
  const which =
    first.length < inAll
      ? `The largest ${first.length} of ${amount(inAll, "group")}.`
      : `All ${amount(inAll, "group")}.`;
  const lead = html`<p class="lead">Findings of one scope that failed in the same way. ${which}</p>`;
  return {
    id: "groups",
    title: "Top groups",
    body: html`${lead}<ol class="groups card">${first.map((group) => item(view, group))}</ol>`,
  };
}

function item(view: PageView, group: Group): Html {
  const { jobs, verdict, code, message, operation, fingerprint } = group;
  const kind = code === "" ? verdict : code;
  const done = operation?.templateName ?? operation?.rule ?? operation?.templateId ?? null;
  return html`<li><p class="count">${countText(jobs)}<span>${jobs === 1 ? "job" : "jobs"}</span></p><div>
<h3>${told(kind)} <span class="muted">in ${told(scopeName(view, group))}</span></h3>
${placeLine(group)}
${message === "" ? null : html`<p class="more">${told(message, 300)}</p>`}
<p class="more small muted">${verdict}${done === null ? null : html`, <code>${told(done, 120)}</code>`}, <code>${fingerprint.slice(0, 14)}</code></p>
${samples(group.samples)}
</div></li>`;
}
