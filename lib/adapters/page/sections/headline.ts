/** The night in a few words and numbers. That something could not be read comes before all of them. */

import { TZDate } from "@date-fns/tz";
import { format } from "date-fns/format";
import { localTime } from "../../../core/local-time.ts";
import { percentText, shareText } from "../../../core/numbers-text.ts";
import type { PageView } from "../../../core/page/page-view.ts";
import { amount, countText } from "../../../core/words.ts";
import { type Html, html } from "../html.ts";

export function headline(view: PageView, navigation: Html): Html {
  const { name, timeZone, manifest } = view;
  const date = format(new TZDate(Date.parse(`${name.date}T00:00:00Z`), "UTC"), "EEEE, d MMMM yyyy");
  const from = localTime(manifest.span.from, timeZone).slice(0, 16);
  const to = localTime(manifest.span.to, timeZone).slice(0, 16);
  const asOf = localTime(manifest.asOf, timeZone).slice(0, 16);
  return html`<header>
<p class="kicker">Audit of ${name.family} jobs</p>
<h1>Night of ${date}</h1>
<p class="when">Jobs created ${from} to ${to}, ${timeZone}. Judged as of ${asOf}. Revision ${manifest.revision}.</p>
${status(view)}
${leftOut(view)}
${figures(view)}
${navigation}
</header>`;
}

function status({ manifest: { status, scopes, holes } }: PageView): Html {
  if (status === "incomplete") {
    return html`<p class="status bad"><strong>INCOMPLETE</strong><span>${amount(holes.length, "hole")}: what could not be read is unknown, not fixed. All numbers are of what was read. <a href="#coverage">What is missing</a></span></p>`;
  }
  if (scopes.length === 0) {
    return html`<p class="status bad"><strong>NOTHING READ</strong><span>No queue was found: check regions and buckets in the settings.</span></p>`;
  }
  return html`<p class="status good"><strong>Complete</strong><span>Every job of the night was read, in ${amount(scopes.length, "scope")}.</span></p>`;
}

function leftOut({ diff }: PageView): Html | null {
  if (diff.leftOut.length === 0) return null;
  const nights = diff.leftOut.map(({ night }) => night).join(", ");
  return html`<p class="status bad"><strong>LEFT OUT</strong><span>Reports of earlier nights are missing or damaged, and not compared with: ${nights}.</span></p>`;
}

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly note: string | null;
  readonly bad: boolean;
}

function figures(view: PageView): Html {
  const { byState, byVerdict, jobs, scopes, holes } = view.manifest;
  const failed = byState["Failed"] ?? 0;
  const ended = failed + (byState["Success"] ?? 0);
  const findings = Object.values(byVerdict).reduce((sum, count) => sum + count, 0);
  const { worse } = view.diff.headline;
  const shown: readonly Figure[] = [
    { name: "Got worse", value: countText(worse), note: sinceText(view), bad: worse > 0 },
    {
      name: "Failure rate",
      value: ended === 0 ? "–" : percentText(failed / ended),
      note: beforeText(view),
      bad: false,
    },
    { name: "Failed", value: countText(failed), note: `of ${countText(ended)} that ended`, bad: false },
    { name: "Findings", value: countText(findings), note: "failed, stuck, held or lost", bad: false },
    { name: "Jobs", value: countText(jobs), note: `in ${amount(scopes.length, "scope")}`, bad: false },
    {
      name: "Holes",
      value: countText(holes.length),
      note: holes.length === 0 ? "all was read" : null,
      bad: holes.length > 0,
    },
  ];
  return html`<dl class="figures">${shown.map(figure)}</dl>`;
}

function figure({ name, value, note, bad }: Figure): Html {
  const second = note === null ? null : html`<dd>${note}</dd>`;
  return bad
    ? html`<div class="bad"><dt>${name}</dt><dd>${value}</dd>${second}</div>`
    : html`<div><dt>${name}</dt><dd>${value}</dd>${second}</div>`;
}

/** The night that most scopes are compared with. */
function sinceText({ diff }: PageView): string {
  const [first] = [...diff.baselines].sort((a, b) => b.scopes - a.scopes);
  if (first === undefined) return "no night to compare with";
  return diff.baselines.length === 1 ? `since ${first.night}` : `since ${first.night}, most scopes`;
}

function beforeText({
  diff: {
    headline: { failed, ended },
  },
}: PageView): string | null {
  return ended.before === 0 ? null : `before: ${shareText({ failed: failed.before, ended: ended.before })}`;
}
