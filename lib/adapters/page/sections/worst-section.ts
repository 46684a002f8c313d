/** What got worse, as sentences, the worst first, with what an eye wants next: where, which jobs, and why. */

import { worstSubject, worstWords } from "../../../core/diff/worst-line.ts";
import { type NestedLine, nestWorst } from "../../../core/page/nest-worst.ts";
import type { PageView } from "../../../core/page/page-view.ts";
import type { Regression } from "../../../core/schema/regression.ts";
import { countText } from "../../../core/words.ts";
import { type Html, html, told } from "../html.ts";
import { samples } from "./samples.ts";
import { placeLine } from "./scope-names.ts";
import type { Section } from "./section.ts";
import { spikeFigures, whyLine } from "./spike-lines.ts";

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
  const lines = nestWorst(worst).map((nested, at) => line(view, nested, at + 1));
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

function line(view: PageView, { row, within }: NestedLine, rank: number): Html {
  return html`<li><span class="rank" aria-hidden="true">${rank}</span><div>
<p class="says"><span class="tag">${kinds[row.kind]}</span><strong>${told(worstSubject(row, view.queueNames))}</strong>: ${told(saysOf(row, view), 300)}</p>
${placeLine(row)}
${evidence(row)}
${row.kind === "spike" ? spikeFigures(row) : null}${row.kind === "spike" && row.why !== null ? whyLine(row.why, view.templateNames) : null}
${within.length === 0 ? null : html`<ul class="within">${within.map((each) => html`<li><p>${told(saysOf(each, view), 300)}</p>${evidence(each)}</li>`)}</ul>`}
</div></li>`;
}

/** What the label before it says already is left out. */
function saysOf(row: Regression, { templateNames }: PageView): string {
  const words = worstWords(row, templateNames);
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
      return said(row.message ?? "");
    default:
      return null;
  }
}

function said(message: string): Html | null {
  return message === "" ? null : html`<p class="more">${told(message, 300)}</p>`;
}
