/**
 * How the page looks: one style sheet in the page, whose hash its policy names.
 *
 * Colours have names here and nowhere else. Text on each ground, and marks on theirs, keep the contrast that WCAG 2.2 AA
 * asks for, by day, by night and on paper.
 */

const day = `
  --ground: #f6f6f4; --card: #ffffff; --ink: #1b1d21; --muted: #595f69; --line: #e4e5e3; --axis: #b9bdc3;
  --accent: #2a5ca8; --band: #dbe6f5; --bad: #b3261e; --bad-ground: #fbeae8; --good: #1d6b3c; --good-ground: #e6f3ea;
  --queued: #d9822b; --running: #b3261e; --held: #8b93a0;
  --heat-0: #efefec; --heat-1: #fbe0cf; --heat-2: #f4b894; --heat-3: #e68a63; --heat-4: #c9523a; --heat-5: #8f1f1a;
`;

const night = `
  --ground: #121417; --card: #1a1d21; --ink: #e9eaec; --muted: #a4abb5; --line: #2c3036; --axis: #515862;
  --accent: #86b3f2; --band: #243650; --bad: #ff8f85; --bad-ground: #391d1b; --good: #7fd39c; --good-ground: #16301f;
  --queued: #e09a4a; --running: #ff8f85; --held: #7d8591;
  --heat-0: #24272c; --heat-1: #46291f; --heat-2: #743a28; --heat-3: #a64f33; --heat-4: #d87548; --heat-5: #ffb184;
`;

const base = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei",
    "Noto Sans CJK SC", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
header, main, footer { width: 100%; max-width: 70rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
h1, h2, h3, p, ol, ul, dl, dd, figure { margin: 0; padding: 0; }
ol, ul { list-style: none; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2.125rem); line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; }
h3 { font-size: 0.9375rem; line-height: 1.4; font-weight: 600; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px;
}
code, .code { font: 0.875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace; }
svg { display: block; width: 100%; font: 11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
table { border-collapse: collapse; width: 100%; font-size: 0.8125rem; }
caption { text-align: start; color: var(--muted); padding: 0 0 0.5rem; }
th { text-align: start; font-weight: 600; color: var(--muted); }
th, td { padding: 0.3125rem 1rem 0.3125rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
tr:last-child > * { border-bottom: 0; }
.number { text-align: end; white-space: nowrap; }
.muted, .place { color: var(--muted); }
.place, .small { font-size: 0.8125rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1.5rem; top: 0.5rem; }
`;

const top = `
.kicker { color: var(--muted); font-size: 0.875rem; margin-bottom: 0.25rem; }
.when { color: var(--muted); font-size: 0.875rem; margin-top: 0.5rem; }
.status { display: flex; gap: 0.875rem; align-items: baseline; margin-top: 1.5rem; padding: 0.875rem 1.125rem; border-radius: 10px; }
.status strong { font-weight: 700; letter-spacing: 0.02em; white-space: nowrap; }
.status.bad { background: var(--bad-ground); border: 1px solid var(--bad); }
.status.bad strong { color: var(--bad); }
.status.good { background: var(--good-ground); }
.status.good strong { color: var(--good); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1px; margin-top: 1rem;
  background: var(--line); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.figures > div { background: var(--card); padding: 0.875rem 1.125rem; display: flex; flex-direction: column; }
.figures dt { color: var(--muted); font-size: 0.8125rem; }
.figures dd { font-size: 1.5rem; line-height: 1.3; font-weight: 620; letter-spacing: -0.015em; }
.figures dd + dd { font-size: 0.8125rem; font-weight: 400; color: var(--muted); letter-spacing: 0; }
.figures .bad dd:first-of-type { color: var(--bad); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin-top: 1.25rem; font-size: 0.875rem; }
section { margin-top: 2.5rem; }
section > h2 + * { margin-top: 0.875rem; }
.lead { color: var(--muted); font-size: 0.875rem; max-width: 56rem; }
.lead + * { margin-top: 1rem; }
.key + .rates { margin-top: 0.875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
footer { margin-top: 3rem; padding-bottom: 3rem; color: var(--muted); font-size: 0.8125rem; }
`;

const lists = `
.lines > li { display: grid; grid-template-columns: 2.25rem 1fr; padding: 0.875rem 1.125rem 0.875rem 0; border-bottom: 1px solid var(--line); }
.lines > li:last-child { border-bottom: 0; }
.lines .rank { text-align: center; color: var(--muted); font-size: 0.8125rem; line-height: 1.6875rem; }
.lines .says { font-size: 1rem; }
.lines .says strong { font-weight: 620; }
.lines .more { margin-top: 0.25rem; font-size: 0.875rem; }
.lines .why { margin-top: 0.375rem; padding: 0.375rem 0.75rem; border-inline-start: 3px solid var(--bad); background: var(--bad-ground); border-radius: 0 6px 6px 0; font-size: 0.875rem; }
.lines .within { margin-top: 0.625rem; padding-inline-start: 0.75rem; border-inline-start: 3px solid var(--line); font-size: 0.9375rem; }
.lines .within > li + li { margin-top: 0.5rem; }
.tag { display: inline-block; margin-inline-end: 0.5rem; padding: 0 0.5rem; border-radius: 99px; background: var(--bad-ground); color: var(--bad);
  font-size: 0.75rem; line-height: 1.25rem; font-weight: 600; white-space: nowrap; vertical-align: 0.0625rem; }
.groups > li { display: grid; grid-template-columns: 6rem 1fr; gap: 0 1.125rem; padding: 0.875rem 1.125rem; border-bottom: 1px solid var(--line); }
.groups > li:last-child { border-bottom: 0; }
.groups .count { font-size: 1.125rem; font-weight: 620; text-align: end; line-height: 1.4; }
.groups .count span { display: block; font-size: 0.75rem; font-weight: 400; color: var(--muted); }
.groups .more { margin-top: 0.25rem; font-size: 0.875rem; }
.holes > li { padding: 0.75rem 1.125rem; border-bottom: 1px solid var(--line); font-size: 0.9375rem; }
.holes > li:last-child { border-bottom: 0; }
details { margin-top: 0.75rem; font-size: 0.875rem; }
summary { cursor: pointer; color: var(--accent); width: fit-content; }
details > :not(summary) { margin-top: 0.75rem; }
.scroll { overflow-x: auto; }
.files { padding: 0.5rem 1.125rem; }
.files th:first-child { white-space: nowrap; }
`;

const pictures = `
.rates { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 0.875rem; }
.rates figure { padding: 0.875rem 1rem 0.75rem; display: flex; flex-direction: column; gap: 0.375rem; min-width: 0; }
.rates figcaption { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; align-items: baseline; }
.rates .now { font-size: 1.125rem; font-weight: 620; white-space: nowrap; }
.rates .now.bad { color: var(--bad); }
.rates .place { grid-column: 1 / -1; }
.rates figure > svg { margin-top: auto; }
.rates details { margin-top: 0; font-size: 0.8125rem; }
.rates figure { position: relative; }
.rates .says { font-size: 0.8125rem; color: var(--muted); }
.key { display: flex; flex-wrap: wrap; gap: 0.375rem 1.25rem; font-size: 0.8125rem; color: var(--muted); }
.key li { display: flex; align-items: center; gap: 0.4375rem; }
.key svg { width: 1.25rem; height: 0.875rem; flex: none; }
.bars { padding: 1rem 1.125rem; }
.bars .rows { display: grid; grid-template-columns: minmax(6rem, 15rem) 1fr auto; gap: 0 1rem; }
.bars .rows li { height: 2rem; line-height: 2rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-size: 0.875rem; }
.bars .sums li { text-align: end; color: var(--muted); }
.bars .hours { grid-column: 2; display: grid; grid-template-columns: repeat(4, 1fr); font-size: 0.75rem; color: var(--muted); padding-top: 0.25rem; }
.bars .key { margin-top: 0.875rem; }
.heat path { vector-effect: non-scaling-stroke; }
`;

const narrow = `
@media (max-width: 40rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1.5rem; }
  .status { flex-direction: column; gap: 0.25rem; }
  .figures { grid-template-columns: repeat(2, 1fr); }
  .figures dd { font-size: 1.25rem; }
  .groups > li { grid-template-columns: 1fr; }
  .groups .count { text-align: start; }
  .groups .count span { display: inline; margin-inline-start: 0.375rem; }
  .bars .rows { grid-template-columns: minmax(4rem, 6.5rem) 1fr auto; gap: 0 0.625rem; }
  .bars .rows li { font-size: 0.75rem; }
  .bars .rows > ul:first-child li { display: flex; align-items: center; line-height: 1rem; white-space: normal; }
}
`;

const paper = `
@media print {
  :root { color-scheme: light; ${day} --ground: #ffffff; }
  body { font-size: 10pt; }
  nav, .skip, summary { display: none; }
  .rest::details-content { content-visibility: visible; block-size: auto; }
  header, main, footer { max-width: none; padding: 0; }
  section { margin-top: 1.5rem; }
  h2, h3, caption { break-after: avoid; }
  figure, li, tr, .figures, .status, .bars { break-inside: avoid; }
  .rates { grid-template-columns: repeat(2, 1fr); }
  a { color: inherit; text-decoration: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

const schemes = `
:root { color-scheme: light dark; ${day} }
@media (prefers-color-scheme: dark) { :root { ${night} } }
`;

export const style = [schemes, base, top, lists, pictures, narrow, paper]
  .join("")
  .replace(/\s*\n\s*/g, "\n")
  .trim();
