/** A spike in numbers and words: how far it is above what was expected, and what its failures have in common. */

import type { NamesById } from "../../../core/names.ts";
import type { SpikeChange } from "../../../core/schema/regression.ts";
import type { Why, WhyCondition } from "../../../core/schema/why.ts";
import { conditionText, conditionTitle, shiftText, whySentence } from "../../../core/why/why-words.ts";
import { amount, countText } from "../../../core/words.ts";
import { type Html, html, told } from "../html.ts";

export function spikeFigures(row: SpikeChange): Html {
  const facts = [timesText(row), bandText(row), chanceText(row), row.provisional ? "provisional: few nights" : null];
  return html`<p class="more small muted">${facts.filter((fact) => fact !== null).join("; ")}</p>`;
}

function timesText({ ratio, ratioLow, ratioHigh }: SpikeChange): string | null {
  if (ratio === null) return "none failed before";
  const range = ratioLow === null || ratioHigh === null ? "" : ` (${ratioLow.toFixed(1)} to ${ratioHigh.toFixed(1)})`;
  return `${ratio.toFixed(1)} times the rate${range}`;
}

function bandText({ low, high, nights }: SpikeChange): string {
  const by = amount(nights.length, "night");
  if (low === null || high === null) return `compared with ${by}`;
  return `by ${by} before, ${countText(Math.round(low))} to ${countText(Math.round(high))} failures were expected`;
}

/** What is always told may be chance. */
function chanceText({ q }: SpikeChange): string | null {
  if (q === null) return null;
  const figure = q < 0.001 ? "q < 0.001" : `q = ${q.toFixed(3)}`;
  return q <= 0.05 ? `unlikely to be chance (${figure})` : figure;
}

/** How much of what is too many a rule covers, and of what it is. A template has its id beside its name. */
export function whyLine(why: Why, templateNames: NamesById): Html {
  const { rule, extra } = why;
  if (rule === null) return html`<p class="why">${told(whySentence(why, "en", templateNames), 300)}</p>`;
  const shift = shiftText(why, "en");
  const parts = [
    ...rule.conditions.map((condition) => conditionMarkup(condition, templateNames)),
    ...(shift === null ? [] : [html`${shift}`]),
  ];
  const listed = parts.map((part, at) => html`${at === 0 ? "" : ", "}${part}`);
  const all = countText(Math.round(extra));
  return html`<p class="why"><strong>${countText(Math.round(Math.min(rule.excess, extra)))} of ${all} extra failures:</strong> ${listed}</p>`;
}

function conditionMarkup(condition: WhyCondition, templateNames: NamesById): Html {
  const { attribute, value } = condition;
  if (value === "") return html`${conditionText(condition, "en")}`;
  const title = conditionTitle(condition, templateNames);
  const id = title === value ? null : html` (<code>${told(value, 120)}</code>)`;
  return html`${attribute} <code>${told(title, 120)}</code>${id}`;
}
