/** A failed seed in words: what was broken, and what is left of its schedule. */

import type { Disturbance, SimulationPlan, Start } from "../plan.ts";
import type { Violation } from "../played.ts";

const promises: Readonly<Record<Violation["promise"], string>> = {
  "1": "nothing missed",
  "2": "never clean by accident",
  "3": "same answer",
  "4": "one commit",
  "5": "late outcomes arrive",
  "6": "bounded",
  "7": "no secrets out",
  defect: "no program should do this",
};

export function describeViolation({ promise, text }: Violation): string {
  const lead = promise === "defect" ? "defect" : `promise ${promise}`;
  return `  ${lead}, ${promises[promise]}: ${text}`;
}

export function describeSchedule(plan: SimulationPlan): readonly string[] {
  return [...plan.starts.map(describeStart), ...plan.disturbances.map(describeDisturbance)];
}

export function describeSize(plan: SimulationPlan): string {
  const queues = plan.world.buckets.flatMap((bucket) => bucket.queues);
  const jobs = queues.reduce((sum, queue) => sum + queue.jobs.length, 0);
  const parts = [
    [plan.disturbances.length, "disturbances"],
    [plan.starts.length, "starts"],
    [queues.length, "queues"],
    [jobs, "jobs"],
  ] as const;
  return parts.map(([count, what]) => `${count} ${what}`).join(", ");
}

function describeStart({ id, function: name, at, event, retries }: Start): string {
  const told = typeof event["Time"] === "string" ? `a timer of ${event["Time"]}` : JSON.stringify(event);
  return `  ${time(at)} start ${id}: the ${name} function with ${told}, tried again ${retries} times`;
}

function describeDisturbance(one: Disturbance): string {
  if (one.kind === "kill") {
    const which = `its ${one.effect}. exchange ${one.when === "before" ? "goes out" : "is carried out, unheard"}`;
    return `  kill ${one.id}: try ${one.attempt} of ${one.start} dies when ${which}`;
  }
  if (one.kind === "expiry") {
    return `  expiry ${one.id}: credentials of try ${one.attempt} of ${one.start} from its ${one.effect}. exchange on`;
  }
  if (one.kind === "mishandling") {
    const late = one.delayMs === undefined ? "" : ` ${one.how === "replay" ? "after" : "by"} ${one.delayMs} ms`;
    return `  mishandling ${one.id}: ${one.how}${late}, ${one.times} in a row from the ${one.nth}. start of a shard`;
  }
  const { id, service, match, nth, times, fault } = one;
  const { method = "any request", path, jobId, from, to } = match;
  const which = [
    `${method} to ${service}`,
    path === undefined ? "" : `with ${path} in its path`,
    jobId === undefined ? "" : `whose answer tells of job ${jobId}`,
    from === undefined ? "" : `from ${time(from)}`,
    to === undefined ? "" : `until ${time(to)}`,
  ];
  const what = typeof fault === "string" ? fault : JSON.stringify(fault);
  return `  fault ${id}: ${what}, ${times} in a row from the ${nth}. of ${which.filter((fact) => fact !== "").join(" ")}`;
}

function time(at: number): string {
  return new Date(at).toISOString();
}
