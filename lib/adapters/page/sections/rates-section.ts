/** Failure rates, night by night: one small picture for each scope that has something to show. */

import { percentText, shareText } from "../../../core/numbers-text.ts";
import type { PageView, RatePoint, ScopeRates } from "../../../core/page/page-view.ts";
import type { RateVerdict } from "../../../core/schema/rate-test.ts";
import { amount, countText } from "../../../core/words.ts";
import { rateChart } from "../charts/rate-chart.ts";
import { type Html, html, told, trusted } from "../html.ts";
import { placeLine, scopeName } from "./scope-names.ts";
import type { Section } from "./section.ts";

export function ratesSection(view: PageView): Section | null {
  const { first, inAll } = view.rates;
  if (first.length === 0) return null;
  const which =
    first.length < inAll
      ? `The ${first.length} of ${countText(inAll)} scopes with failures that stand out most.`
      : "Every scope with failures.";
  const body = html`<p class="lead">${which} ${testedText(view)}</p>
${key}
<div class="rates">${first.map((rates) => picture(view, rates))}</div>`;
  return { id: "rates", title: "Failure rates", body };
}

const verdictWords: Readonly<Record<RateVerdict, string>> = {
  spike: "rose",
  "below-floor": "rose by too little to matter",
  "not-significant": "rose by no more than chance",
  quiet: "quiet",
  "too-few": "too few jobs to tell",
  incomplete: "not read whole",
  "no-history": "without a history",
};

function testedText({ tested }: PageView): string {
  const told = Object.entries(verdictWords).flatMap(([verdict, words]) => {
    const count = tested[verdict as RateVerdict] ?? 0;
    return count === 0 ? [] : [`${countText(count)} ${words}`];
  });
  const all = Object.values(tested).reduce((sum, count) => sum + count, 0);
  return all === 0 ? "" : `Of ${amount(all, "rate")} tested: ${told.join(", ")}.`;
}

const mark = (shape: string) => trusted(`<svg viewBox="0 0 20 14" aria-hidden="true">${shape}</svg>`);

const key = html`<ul class="key">
<li>${mark('<path d="M1 11L7 6L12 9L19 3" fill="none" stroke="var(--accent)" stroke-width="1.75"/>')}failure rate</li>
<li>${mark('<path d="M0 2h20v10h-20Z" fill="var(--band)"/>')}expected: 95 nights in 100</li>
<li>${mark('<path d="M10 1L16 7L10 13L4 7Z" fill="var(--bad)"/>')}alerted</li>
<li>${mark('<circle cx="10" cy="7" r="4" fill="var(--card)" stroke="var(--accent)" stroke-width="1.5"/>')}not read whole</li>
</ul>`;

function picture(view: PageView, { scope, points, test }: ScopeRates): Html {
  const last = points.at(-1);
  const name = scopeName(view, scope);
  const now = last === undefined ? "–" : rateText(last);
  const isBad = last?.alerted === true;
  return html`<figure class="card">
<figcaption><h3>${told(name)}</h3>${isBad ? html`<span class="now bad">${now}</span>` : html`<span class="now">${now}</span>`}${placeLine(scope)}</figcaption>
${rateChart(points, labelOf(name, points))}
${test === null ? null : html`<p class="says">${told(test.reason, 240)}${test.provisional ? "; provisional: few nights" : ""}</p>`}
<details><summary>Numbers<span class="unseen"> of ${told(name, 60)}</span></summary>${table(points, name)}</details>
</figure>`;
}

function rateText({ failed, ended }: RatePoint): string {
  return ended === 0 ? "–" : percentText(failed / ended);
}

function labelOf(name: string, points: readonly RatePoint[]): string {
  const last = points.at(-1);
  const alerted = points.filter((point) => point.alerted).map(({ night }) => night);
  const nights = alerted.length === 0 ? "none alerted" : `alerted: ${alerted.join(", ")}`;
  const now =
    last === undefined ? "" : ` Last: ${shareText(last)}${last.high === null ? "" : `, expected ${bandText(last)}`}.`;
  return `Failure rate of ${name.slice(0, 100)} over ${amount(points.length, "night")}; ${nights}.${now}`;
}

function bandText({ low, high }: RatePoint): string {
  return low === null || high === null ? "–" : `${countText(Math.round(low))} to ${countText(Math.round(high))}`;
}

function table(points: readonly RatePoint[], name: string): Html {
  const rows = [...points].reverse().map((point) => {
    const remarks = [point.alerted ? "alerted" : null, point.complete ? null : "not whole"].filter(
      (each) => each !== null,
    );
    return html`<tr><th scope="row">${point.night}</th><td class="number">${countText(point.failed)}</td><td class="number">${countText(point.ended)}</td><td class="number">${bandText(point)}</td><td>${remarks.join(", ")}</td></tr>`;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Failures of ${name.slice(0, 100)}"><table>
<caption>Failures by night, the newest first</caption>
<thead><tr><th scope="col">night</th><th scope="col" class="number">failed</th><th scope="col" class="number">ended</th><th scope="col" class="number">expected</th><th scope="col">remarks</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
