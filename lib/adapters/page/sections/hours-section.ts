/** When in the night it failed, queue by queue. */

import type { PageView, QueueHours } from "../../../core/page/page-view.ts";
import { amount, countText } from "../../../core/words.ts";
import { heatChart } from "../charts/heat-chart.ts";
import { type HeatLevel, heatColour, heatLevels } from "../charts/heat-levels.ts";
import { type Html, html, told, trusted } from "../html.ts";
import { queueName } from "./scope-names.ts";
import type { Section } from "./section.ts";

export function hoursSection(view: PageView): Section | null {
  const { first: rows, inAll } = view.hours;
  if (rows.length === 0) return null;
  const levels = heatLevels(Math.max(...rows.flatMap(({ failed }) => failed)));
  const which = rows.length < inAll ? ` The ${rows.length} of ${countText(inAll)} queues with the most failures.` : "";
  const body = html`<p class="lead">Failed jobs by the hour in which they were created, ${view.timeZone}.${which}</p>
<div class="bars card">
<div class="rows heat">
<ul aria-hidden="true">${rows.map(({ scope }) => html`<li>${told(queueName(view, scope.queueId))}</li>`)}</ul>
${heatChart({ rows, levels, label: labelOf(view, rows) })}
<ul class="sums" aria-hidden="true">${rows.map((row) => html`<li>${countText(sumOf(row))}</li>`)}</ul>
<div class="hours" aria-hidden="true"><span>00:00</span><span>06:00</span><span>12:00</span><span>18:00</span></div>
</div>
${keyOf(levels)}
<details><summary>Numbers by hour</summary>${table(view, rows)}</details>
</div>`;
  return { id: "hours", title: "Failures by hour", body };
}

function sumOf({ failed }: QueueHours): number {
  return failed.reduce((sum, count) => sum + count, 0);
}

function labelOf(view: PageView, rows: readonly QueueHours[]): string {
  const [worst] = rows;
  const most = Math.max(...(worst?.failed ?? []));
  const hour = String(worst?.failed.indexOf(most)).padStart(2, "0");
  const name = queueName(view, worst?.scope.queueId ?? "").slice(0, 100);
  return `Heat map of failed jobs: ${amount(rows.length, "queue")} by 24 hours. Most in ${name}, at ${hour}:00: ${countText(most)}.`;
}

function keyOf(levels: readonly HeatLevel[]): Html {
  const items = levels.map(({ from, to }, at) => {
    const cell = trusted(
      `<svg viewBox="0 0 20 14" aria-hidden="true"><path d="M0 0h20v14h-20Z" fill="var(--heat-${heatColour(at, levels)})"/></svg>`,
    );
    return html`<li>${cell}${from === to ? countText(from) : `${countText(from)}–${countText(to)}`}</li>`;
  });
  return html`<ul class="key">${items}</ul>`;
}

function table(view: PageView, rows: readonly QueueHours[]): Html {
  const hours = Array.from(
    { length: 24 },
    (_, hour) => html`<th scope="col" class="number">${String(hour).padStart(2, "0")}</th>`,
  );
  const lines = rows.map(
    ({ scope, failed }) =>
      html`<tr><th scope="row">${told(queueName(view, scope.queueId), 60)}</th>${failed.map((count) => html`<td class="number">${countText(count)}</td>`)}</tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Failed jobs by hour"><table>
<caption>Failed jobs by queue and local hour of creation</caption>
<thead><tr><th scope="col">queue</th>${hours}</tr></thead>
<tbody>${lines}</tbody></table></div>`;
}
