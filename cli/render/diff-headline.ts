/** A diff in two or three sentences, for who reads nothing else. */

import { shareText } from "../../lib/core/numbers-text.ts";
import type { Diff } from "../../lib/core/schema/diff.ts";
import { amount, countText } from "../../lib/core/words.ts";
import type { WorseCounts } from "../diff-digest.ts";
import type { Look } from "./look.ts";
import { wrapText } from "./wrap.ts";

/** By key of `WorseCounts`, the gravest first; `#` is how many. */
const phrases: readonly (readonly [key: string, one: string, many: string])[] = [
  ["coverage not-audited", "1 scope was not audited", "# scopes were not audited"],
  ["coverage incomplete", "1 scope could not be read whole", "# scopes could not be read whole"],
  ["coverage gone", "1 scope is of a queue that is gone", "# scopes are of queues that are gone"],
  [
    "carried not-seen",
    "1 open job of an earlier night could not be seen again",
    "# open jobs of earlier nights could not be seen again",
  ],
  ["spike spike", "1 failure rate spiked", "# failure rates spiked"],
  ["drift drift", "1 failure rate creeps up", "# failure rates creep up"],
  ["group new", "1 new group of findings", "# new groups of findings"],
  ["group regressed", "1 group of findings is back", "# groups of findings are back"],
  ["carried failed", "1 open job of an earlier night failed", "# open jobs of earlier nights failed"],
  ["carried vanished", "1 open job of an earlier night vanished", "# open jobs of earlier nights vanished"],
  [
    "carried hidden-failure",
    "1 open job of an earlier night hid a failure",
    "# open jobs of earlier nights hid failures",
  ],
  ["slow wait", "jobs of 1 scope wait for longer", "jobs of # scopes wait for longer"],
  ["slow run", "jobs of 1 scope run for longer", "jobs of # scopes run for longer"],
  ["queue gone", "1 queue is gone", "# queues are gone"],
  ["queue paused", "1 queue was paused", "# queues were paused"],
  ["queue callback-off", "1 callback was switched off", "# callbacks were switched off"],
];

const fewNights = 3;

export function headlineText(diff: Diff, worse: WorseCounts, { colours, columns }: Look): string {
  const wrap = (text: string) => wrapText(text, columns, "  ");
  const { status, headline } = diff;
  const lines = [
    status === "complete" ? null : colours.bad(wrap(incompleteText(diff))),
    diff.leftOut.length === 0 ? null : colours.bad(wrap(leftOutText(diff))),
    headline.worse > 0 ? colours.bad(wrap(worseText(diff, worse))) : bestText(diff, (text) => colours.good(wrap(text))),
    headline.ended.before + headline.ended.after === 0 ? null : wrap(failedText(diff)),
  ];
  return `${lines.filter((line) => line !== null).join("\n")}\n`;
}

function incompleteText({ headline: { scopes } }: Diff): string {
  const where = scopes.incomplete === 0 ? "" : ` in ${amount(scopes.incomplete, "scope")}`;
  return `INCOMPLETE: the night has holes${where}; what could not be read is unknown, not fixed.`;
}

/** The newest ones by name: they are the ones that most would be compared with. */
function leftOutText({ leftOut }: Diff): string {
  const named = leftOut.slice(0, fewNights).map(({ night }) => night);
  const more = leftOut.length - named.length;
  const names = [...named, ...(more > 0 ? [`and ${countText(more)} more`] : [])].join(", ");
  const [reports, are] = leftOut.length === 1 ? ["report", "is"] : ["reports", "are"];
  const what = `the ${reports} of ${amount(leftOut.length, "earlier night")}`;
  return `LEFT OUT: ${what} ${are} missing or damaged, and ${are} not compared with: ${names}.`;
}

function worseText(diff: Diff, worse: WorseCounts): string {
  const things = diff.headline.worse === 1 ? "1 thing" : `${countText(diff.headline.worse)} things`;
  const what = worsePhrases(worse);
  const since = sinceText(diff);
  return `${things} got worse${since === null ? "" : ` since ${since}`}${what === "" ? "" : `: ${what}`}.`;
}

function worsePhrases(worse: WorseCounts): string {
  const told = phrases.flatMap(([key, one, many]) => {
    const count = worse.get(key) ?? 0;
    return count === 0 ? [] : [count === 1 ? one : many.replace("#", countText(count))];
  });
  const known = new Set(phrases.map(([key]) => key));
  const others = [...worse].filter(([key]) => !known.has(key)).reduce((sum, [, count]) => sum + count, 0);
  return [...told, ...(others === 0 ? [] : [amount(others, "other change")])].join(", ");
}

function bestText(diff: Diff, good: (text: string) => string): string {
  const since = sinceText(diff);
  if (since === null) return "  Nothing to compare with: no earlier night of these scopes is complete.";
  const seen = diff.status === "complete" ? "" : ", as far as could be read";
  return good(`Nothing got worse since ${since}${seen}.`);
}

/** The night that most scopes are compared with, and how many others there are. */
function sinceText({ baselines }: Diff): string | null {
  const [first, ...others] = baselines.toSorted((a, b) => b.scopes - a.scopes);
  if (first === undefined) return null;
  const scopes = others.reduce((sum, { scopes: count }) => sum + count, 0);
  return others.length === 0 ? first.night : `${first.night} (${amount(scopes, "scope")}: since another night)`;
}

function failedText({ headline: { failed, ended } }: Diff): string {
  const after = shareText({ failed: failed.after, ended: ended.after });
  const before = shareText({ failed: failed.before, ended: ended.before });
  return `Of the jobs that ended in what can be compared, ${after} failed, before ${before}.`;
}
