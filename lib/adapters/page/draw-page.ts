/**
 * The page of a night as one document: nothing is loaded, no script runs, and its policy holds a browser to that.
 *
 * It is made of the view alone: no clock, and nothing that differs from one drawing to the next.
 */

import { createHash } from "node:crypto";
import type { PageView } from "../../core/page/page-view.ts";
import { type Html, html, trusted } from "./html.ts";
import { coverageSection } from "./sections/coverage-section.ts";
import { filesSection } from "./sections/files-section.ts";
import { groupsSection } from "./sections/groups-section.ts";
import { headline } from "./sections/headline.ts";
import { hoursSection } from "./sections/hours-section.ts";
import { ratesSection } from "./sections/rates-section.ts";
import type { Section } from "./sections/section.ts";
import { stuckSection } from "./sections/stuck-section.ts";
import { worstSection } from "./sections/worst-section.ts";
import { style } from "./style.ts";

const sections: readonly ((view: PageView) => Section | null)[] = [
  worstSection,
  ratesSection,
  hoursSection,
  stuckSection,
  groupsSection,
  coverageSection,
  filesSection,
];

const styleHash = createHash("sha256").update(style).digest("base64");
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

export function drawPage(view: PageView): string {
  const { family, date } = view.name;
  const shown = sections.map((section) => section(view)).filter((section) => section !== null);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Night of ${date}, ${family} jobs: job audit</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#worst">To what got worse</a>
${headline(view, navigation(shown))}
<main>
${shown.map(sectionMarkup)}
</main>
<footer>
<p>Written by job-audit from the committed report of this night. The page loads nothing and runs no script.</p>
</footer>
</body>
</html>
`;
  return page.markup;
}

function navigation(shown: readonly Section[]): Html {
  return html`<nav aria-label="On this page"><ul>${shown.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;
}

function sectionMarkup({ id, title, body }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`;
}
