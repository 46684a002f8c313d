/**
 * Which incident explains another, so that only the cause is told: a queue that is paused or gone explains what its jobs
 * do, and a scope whose rate spikes the kinds of failure, the operations and the drift that the spike is made of.
 */

import { operationName } from "../job-identity.ts";
import { compareText } from "../order.ts";
import type { Incident } from "../schema/incidents.ts";
import type { GroupChange, SpikeChange } from "../schema/regression.ts";
import type { AlertRule } from "../schema/signals.ts";
import type { WhyCondition } from "../schema/why.ts";
import { type Place, placeNames } from "./subject.ts";

const ofJobs: ReadonlySet<AlertRule> = new Set([
  "jobs.stuck",
  "rate.spike",
  "rate.drift",
  "group.new",
  "group.regressed",
  "duration.slow",
]);

/** Of a group's jobs, so much must be among the failures that are too many. */
const coveredShare = 0.8;

/** Says of each of the incidents, if it is live, what among them explains it. */
export function explainedAmong(incidents: readonly Incident[]): (incident: Incident) => Incident {
  const causes = createCauses(incidents.filter(isCause).sort((a, b) => compareText(a.id, b.id)));
  return (incident) => {
    const near = isLive(incident) ? causes(incident) : [];
    const cause = near.find((each) => explains(each, incident));
    return { ...incident, inhibitedBy: cause?.id ?? null };
  };
}

/** Those of an incident's own queue, and then those of its own scope: there may be thousands elsewhere. */
function createCauses(causes: readonly Incident[]): (incident: Incident) => readonly Incident[] {
  const byPlace = new Map<string, Incident[]>();
  for (const cause of causes) {
    const key = isOfQueue(cause) ? queueKey(cause) : scopeKey(cause);
    byPlace.set(key, [...(byPlace.get(key) ?? []), cause]);
  }
  return (incident) => [queueKey(incident), scopeKey(incident)].flatMap((key) => byPlace.get(key) ?? []);
}

function queueKey(place: Place): string {
  return JSON.stringify(placeNames(place).slice(0, 3));
}

function scopeKey(place: Place): string {
  return JSON.stringify(placeNames(place));
}

export function isLive({ state }: Incident): boolean {
  return state !== "resolved";
}

function isCause(incident: Incident): boolean {
  return isLive(incident) && (isOfQueue(incident) || isOfScope(incident));
}

function isOfQueue({ rule }: Incident): boolean {
  return rule === "queue.paused" || rule === "queue.gone";
}

function isOfScope({ rule, operation, fingerprint }: Incident): boolean {
  return rule === "rate.spike" && operation === null && fingerprint === null;
}

/** Of one that is of the incident's place; none explains itself. */
function explains(cause: Incident, incident: Incident): boolean {
  if (isOfQueue(cause)) return ofJobs.has(incident.rule);
  if (incident.rule === "rate.spike") return !isOfScope(incident);
  const { evidence } = incident;
  if (evidence.kind === "drift") return true;
  return (
    evidence.kind === "group" && cause.evidence.kind === "spike" && covers(cause.evidence, evidence, incident.rule)
  );
}

/** A group that the spike's rule speaks against is trouble of its own; so is one of jobs that are in no failure rate. */
function covers({ excess, why }: SpikeChange, group: GroupChange, rule: AlertRule): boolean {
  const isOther = (why?.rule?.conditions ?? []).some((condition) => speaksAgainst(condition, group));
  return (
    rule !== "jobs.stuck" &&
    group.verdict === "failed" &&
    !isOther &&
    coveredShare * (group.after ?? 0) <= (excess ?? 0)
  );
}

/** Of a group that is of several operations nothing is known in that respect. */
function speaksAgainst({ attribute, value }: WhyCondition, { code, fingerprint, operation }: GroupChange): boolean {
  if (attribute === "code") return value !== code;
  if (attribute === "fingerprint") return value !== fingerprint;
  return attribute === "operation" && operation !== null && value !== operationName(operation);
}
