/** Jobs that do not end: the scopes that hold the most of them. */

import type { PageView, StuckScope } from "../../../core/page/page-view.ts";
import { amount, countText } from "../../../core/words.ts";
import { stuckChart } from "../charts/stuck-chart.ts";
import { type Html, html, told, trusted } from "../html.ts";
import { scopeName } from "./scope-names.ts";
import type { Section } from "./section.ts";

export function stuckSection(view: PageView): Section | null {
  const { first: rows, inAll } = view.stuck;
  if (rows.length === 0) return null;
  const which = rows.length < inAll ? ` The ${rows.length} of ${countText(inAll)} scopes with the most of them.` : "";
  const body = html`<p class="lead">Jobs of this night that wait or run for too long, or are held.${which}</p>
<div class="bars card">
<div class="rows">
<ul aria-hidden="true">${rows.map(({ scope }) => html`<li>${told(scopeName(view, scope))}</li>`)}</ul>
${stuckChart(rows, labelOf(rows))}
<ul class="sums" aria-hidden="true">${rows.map((row) => html`<li>${countText(sumOf(row))}</li>`)}</ul>
</div>
${key}
<details><summary>Numbers of stuck jobs</summary>${table(view, rows)}</details>
</div>`;
  return { id: "stuck", title: "Stuck jobs", body };
}

function sumOf({ queued, running, held }: StuckScope): number {
  return queued + running + held;
}

function labelOf(rows: readonly StuckScope[]): string {
  const of = (part: "queued" | "running" | "held") => countText(rows.reduce((sum, row) => sum + row[part], 0));
  return `Bars of stuck jobs in ${amount(rows.length, "scope")}: ${of("queued")} queued, ${of("running")} running, ${of("held")} held.`;
}

const swatch = (colour: string) =>
  trusted(`<svg viewBox="0 0 20 14" aria-hidden="true"><path d="M0 0h20v14h-20Z" fill="var(--${colour})"/></svg>`);

const key = html`<ul class="key"><li>${swatch("queued")}queued for too long</li><li>${swatch("running")}running for too long</li><li>${swatch("held")}held</li></ul>`;

function table(view: PageView, rows: readonly StuckScope[]): Html {
  const lines = rows.map(
    ({ scope, queued, running, held }) =>
      html`<tr><th scope="row">${told(scopeName(view, scope), 100)}</th><td>${told(`${scope.region} / ${scope.bucket}`, 100)}</td>${[queued, running, held].map((count) => html`<td class="number">${countText(count)}</td>`)}</tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Stuck jobs by scope"><table>
<caption>Stuck and held jobs by scope</caption>
<thead><tr><th scope="col">scope</th><th scope="col">place</th><th scope="col" class="number">queued</th><th scope="col" class="number">running</th><th scope="col" class="number">held</th></tr></thead>
<tbody>${lines}</tbody></table></div>`;
}
