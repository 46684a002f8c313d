/**
 * Whether the list of every family tells of the same jobs as the family's own.
 *
 * A job can change its state between two questions: the family's list is asked before and after, and either may agree.
 */

import type { Job } from "../../core/job.ts";
import type { Answered } from "../../ports/service-probe.ts";
import type { Inquiry } from "./inquiry.ts";
import { type Sample, spanAround } from "./sample.ts";
import { statusWords, type Told, whyNot } from "./told.ts";

const none = { agrees: null, compared: 0, onlyInFamily: 0, onlyInUnified: 0, otherState: 0 };

export async function askUnifiedList(inquiry: Inquiry, sample: Sample): Promise<Told<"unifiedList">> {
  const span = spanAround(sample);
  const first = await inquiry.list("a span of the family's list", span);
  if (first.outcome !== "answered") return whyNot(first);
  const unified = await inquiry.list("the same span of the list of every family", { ...span, list: "unified" });
  if (unified.outcome === "refused" || unified.outcome === "denied") {
    return { value: none, answer: `refused (${statusWords(unified)})` };
  }
  if (unified.outcome !== "answered") return whyNot(unified);
  const last = await inquiry.list("the span of the family's list again", span);
  if (last.outcome !== "answered") return whyNot(last);
  const before = Math.min(...[first, unified, last].map(endOf));
  const whole = (jobs: readonly Job[]) => jobs.filter(({ createdAt }) => createdAt < before);
  return told(compare(whole([...first.jobs, ...last.jobs]), whole(unified.jobs)));
}

/** Where a page was cut: its last second may lack jobs that another page holds. */
function endOf({ jobs, nextToken }: Answered): number {
  return nextToken === null ? Number.POSITIVE_INFINITY : Math.max(...jobs.map(({ createdAt }) => createdAt));
}

/** `ours` may hold a job twice, in two states. */
function compare(ours: readonly Job[], theirs: readonly Job[]) {
  const unified = new Map(theirs.map((job) => [job.id, job]));
  const states = new Map<string, Set<string>>();
  for (const { id, state } of ours) states.set(id, (states.get(id) ?? new Set()).add(state));
  const shared = [...states].flatMap(([id, seen]) => {
    const other = unified.get(id);
    return other === undefined ? [] : [seen.has(other.state)];
  });
  return {
    compared: shared.length,
    onlyInFamily: states.size - shared.length,
    onlyInUnified: unified.size - shared.length,
    otherState: shared.filter((agrees) => !agrees).length,
  };
}

function told(counts: ReturnType<typeof compare>): Told<"unifiedList"> {
  const { compared, onlyInFamily, onlyInUnified, otherState } = counts;
  const agrees = onlyInFamily + onlyInUnified + otherState === 0;
  const value = { ...counts, agrees };
  if (agrees) return { value, answer: `yes, over ${compared} jobs` };
  const points = `${onlyInFamily} only in the family's, ${onlyInUnified} only in the other, ${otherState} in other states`;
  return { value, answer: `no: of ${compared} in both, ${points}` };
}
