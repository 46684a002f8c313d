/** What got worse, as sentences, the worst first, with what an eye wants next: where, which jobs, and why. */

import { worstSubject, worstWords } from "../../../core/diff/worst-line.ts";
import type { PageView } from "../../../core/page/page-view.ts";
import type { Regression } from "../../../core/schema/regression.ts";
import type { Why } from "../../../core/schema/why.ts";
import { amount, countText } from "../../../core/words.ts";
import { type Html, html, told } from "../html.ts";
import { samples } from "./samples.ts";
import { placeLine } from "./scope-names.ts";
import type { Section } from "./section.ts";

const kinds: Readonly<Record<Regression["kind"], string>> = {
  coverage: "not read",
  queue: "queue",
  group: "failure",
  carried: "open jobs",
  input: "input",
  spike: "spike",
  drift: "drift",
  slow: "slower",
  rate: "rate",
  duration: "duration",
};

export function worstSection(view: PageView): Section {
  return { id: "worst", title: "Worst first", body: bodyOf(view) };
}

function bodyOf(view: PageView): Html {
  const { worst, headline, status, baselines } = view.diff;
  if (worst.length === 0) {
    if (baselines.length === 0) return html`<p class="lead">There is no earlier night to compare with.</p>`;
    const seen = status === "complete" ? "" : ", as far as could be read";
    return html`<p class="lead">Nothing got worse${seen}.</p>`;
  }
  const lines = worst.map((row, at) => line(view, row, at + 1));
  const all =
    worst.length < headline.worse
      ? html`<p class="lead">The worst ${worst.length} of ${countText(headline.worse)}.</p>`
      : null;
  return html`${all}<ol class="lines card">${lines.slice(0, openLines)}</ol>${rest(lines.slice(openLines))}`;
}

/** Pictures should not lie far below: what is less bad is folded, but on paper. */
const openLines = 10;

function rest(lines: readonly Html[]): Html | null {
  if (lines.length === 0) return null;
  return html`<details class="rest"><summary>${lines.length} more</summary><ol class="lines card" start="${openLines + 1}">${lines}</ol></details>`;
}

function line(view: PageView, row: Regression, rank: number): Html {
  return html`<li><span class="rank" aria-hidden="true">${rank}</span><div>
<p class="says"><span class="tag">${kinds[row.kind]}</span><strong>${told(worstSubject(row, view.queueNames))}</strong>: ${told(saysOf(row), 300)}</p>
${placeLine(row)}
${evidence(row)}
</div></li>`;
}

/** What the label before it says already is left out. */
function saysOf(row: Regression): string {
  const words = worstWords(row);
  const label = `${kinds[row.kind]}: `;
  return words.startsWith(label) ? words.slice(label.length) : words;
}

function evidence(row: Regression): Html | null {
  switch (row.kind) {
    case "group":
      return html`${said(row.message)}${samples(row.samples)}`;
    case "carried":
      return samples(row.samples);
    case "spike":
      return html`${row.message === null ? null : said(row.message)}${figuresOf(row)}${row.why === null ? null : whyText(row.why)}`;
    default:
      return null;
  }
}

function said(message: string): Html | null {
  return message === "" ? null : html`<p class="more">${told(message, 300)}</p>`;
}

function figuresOf({
  ratio,
  ratioLow,
  ratioHigh,
  low,
  high,
  nights,
  q,
  provisional,
}: Extract<Regression, { kind: "spike" }>): Html {
  const facts = [
    ratio === null
      ? null
      : `${ratio.toFixed(1)} times the rate${ratioLow === null || ratioHigh === null ? "" : ` (${ratioLow.toFixed(1)} to ${ratioHigh.toFixed(1)})`}`,
    low === null || high === null
      ? null
      : `${countText(Math.round(low))} to ${countText(Math.round(high))} were expected`,
    `by ${amount(nights.length, "night")}`,
    q === null ? null : q < 0.001 ? "q < 0.001" : `q = ${q.toFixed(3)}`,
    provisional ? "provisional: few nights" : null,
  ];
  return html`<p class="more small muted">${facts.filter((fact) => fact !== null).join(", ")}</p>`;
}

/** The rule in words: how much of what is too many it covers, and of what. */
function whyText({ rule, extra }: Why): Html {
  if (rule === null)
    return html`<p class="why">No rule explains most of the ${countText(Math.round(extra))} extra failures.</p>`;
  const conditions = rule.conditions.map(({ attribute, value }) => html`${attribute} <code>${told(value, 120)}</code>`);
  const listed = conditions.map((condition, at) => html`${at === 0 ? "" : ", "}${condition}`);
  return html`<p class="why"><strong>${countText(Math.min(Math.round(rule.excess), Math.round(extra)))} of ${countText(Math.round(extra))} extra failures:</strong> ${listed}</p>`;
}
