/** What was looked at, and what could not be. */

import { timeInNight } from "../../../core/local-time.ts";
import type { PageView } from "../../../core/page/page-view.ts";
import { amount, countText, placeText } from "../../../core/words.ts";
import { type Html, html, told } from "../html.ts";
import type { Section } from "./section.ts";

const mostHoles = 100;
const mostNotes = 50;

export function coverageSection(view: PageView): Section {
  const { manifest, diff } = view;
  const { scopes } = diff.headline;
  const counts = [
    `${countText(scopes.complete)} complete`,
    scopes.incomplete === 0 ? null : `${countText(scopes.incomplete)} with holes`,
    scopes.gone === 0 ? null : `${countText(scopes.gone)} of queues that are gone`,
    scopes.notAudited === 0 ? null : `${countText(scopes.notAudited)} of the night before not audited`,
    scopes.withoutBaseline === 0 ? null : `${countText(scopes.withoutBaseline)} without a night to compare with`,
  ];
  const told = counts.filter((count) => count !== null).join(", ");
  const body = html`<p class="lead">${amount(manifest.scopes.length, "scope")}: ${told}.</p>
${holesList(view)}
${remarks(view)}`;
  return { id: "coverage", title: "Coverage and holes", body };
}

function holesList({ manifest, timeZone, name }: PageView): Html {
  const { holes, span } = manifest;
  if (holes.length === 0) return html`<p>No hole: every second of every scope was read.</p>`;
  const time = (instant: string) => timeInNight(instant, timeZone, name.date);
  const items = holes.slice(0, mostHoles).map((hole) => {
    const isWhole = hole.from <= span.from && hole.to >= span.to;
    const when = isWhole ? "the whole night" : `${time(hole.from)} to ${time(hole.to)}`;
    return html`<li><strong>${told(placeText(hole), 300)}</strong>, ${when}, ${hole.cause}<p class="more small muted">${told(hole.detail, 400)}</p></li>`;
  });
  const more =
    holes.length > mostHoles
      ? html`<li>… and ${countText(holes.length - mostHoles)} more, in the manifest.</li>`
      : null;
  return html`<ul class="holes card">${items}${more}</ul>`;
}

function remarks({ manifest: { notes, excluded } }: PageView): Html | null {
  const lines = [
    ...notes.map(({ note, ...place }) => (place.region === "*" ? note : `${placeText(place)}: ${note}`)),
    ...excluded.map(
      ({ bucket, queueId, reason }) =>
        `${queueId === null ? bucket : `${bucket} / ${queueId}`}: excluded by settings, ${reason}`,
    ),
  ];
  if (lines.length === 0) return null;
  const shown = lines.slice(0, mostNotes).map((line) => html`<li>${told(line, 400)}</li>`);
  const more = lines.length > mostNotes ? html`<li>… and ${countText(lines.length - mostNotes)} more.</li>` : null;
  return html`<details><summary>${amount(lines.length, "note")}</summary><ul class="holes card">${shown}${more}</ul></details>`;
}
