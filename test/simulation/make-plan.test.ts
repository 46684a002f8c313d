import { describe, expect, it } from "vitest";
import { localDay } from "../../simulation/local-day.ts";
import { makePlan } from "../../simulation/make-plan.ts";
import type { Fault, Mishandling, SimulationPlan } from "../../simulation/plan.ts";
import { durationMs, type PlannedSettings, parseSettings } from "../../simulation/planned-settings.ts";

const plans = Array.from({ length: 2000 }, (_, index) => makePlan(index + 1));

type Feature = (plan: SimulationPlan, settings: PlannedSettings) => boolean;

const jobsOf = ({ world }: SimulationPlan) => world.buckets.flatMap(({ queues }) => queues.flatMap(({ jobs }) => jobs));
const queuesOf = ({ world }: SimulationPlan) => world.buckets.flatMap(({ queues }) => queues);
const anyJob = (test: (job: ReturnType<typeof jobsOf>[number], plan: SimulationPlan) => boolean): Feature => {
  return (plan) => jobsOf(plan).some((job) => test(job, plan));
};
const anyQueue = (test: (queue: ReturnType<typeof queuesOf>[number], plan: SimulationPlan) => boolean): Feature => {
  return (plan) => queuesOf(plan).some((queue) => test(queue, plan));
};
const anyFault = (test: (fault: Fault) => boolean): Feature => {
  return ({ disturbances }) => disturbances.some((each) => each.kind === "fault" && test(each));
};
const word = (name: Fault["fault"]) => anyFault(({ fault }) => fault === name);
const status = (code: number) =>
  anyFault(({ fault }) => typeof fault === "object" && "status" in fault && fault.status === code);
const pages =
  (name: string): Feature =>
  ({ behaviour }) =>
    name in (behaviour.pages ?? {});
const mishandled =
  (how: Mishandling["how"]): Feature =>
  ({ disturbances }) =>
    disturbances.some((each) => each.kind === "mishandling" && each.how === how);
const anyLook = (starts: SimulationPlan["starts"]) => starts.some(({ function: name }) => name === "watchdog");
const timeOf = ({ event }: SimulationPlan["starts"][number]) => Date.parse(String(event["Time"]));
const onEdge = (at: number, step: number) => at % step === 0;
const changesIn = (jobs: SimulationPlan, runs: readonly number[]) =>
  jobsOf(jobs).some(({ endedAt }) => runs.some((run) => endedAt !== null && endedAt >= run && endedAt <= run + 90_000));

const features: Readonly<Record<string, Feature>> = {
  "no jobs": (plan) => jobsOf(plan).length === 0,
  "more than 150 jobs": (plan) => jobsOf(plan).length > 150,
  "more than 100 jobs in three seconds": (plan) =>
    jobsOf(plan).some((job, index, all) => (all[index + 100]?.createdAt ?? Infinity) < job.createdAt + 3000),
  "a job at the first instant of a night": anyJob(({ createdAt }, { settings }) => isDayEdge(createdAt, settings)),
  "a job in the last second of a night": anyJob(({ createdAt }, { settings }) => isDayEdge(createdAt + 1000, settings)),
  "a job on a whole hour": anyJob(({ createdAt }) => onEdge(createdAt, 3_600_000)),
  "a job in the second before a whole hour": anyJob(({ createdAt }) => onEdge(createdAt + 1000, 3_600_000)),
  "a job that fails a day later": anyJob(
    ({ createdAt, endedAt, outcome }) => outcome === "Failed" && (endedAt ?? 0) > createdAt + 86_400_000,
  ),
  "a job that never starts": anyJob(({ startedAt }) => startedAt === null),
  "a job that never ends": anyJob(({ startedAt, endedAt }) => startedAt !== null && endedAt === null),
  "an unknown state": anyJob(({ outcome }) => outcome === "Auditing"),
  "a paused job": anyJob(({ outcome }) => outcome === "Pause"),
  "a cancelled job": anyJob(({ outcome }) => outcome === "Cancel"),
  "a hidden failure": anyJob(({ operationXml, outcome }) => operationXml !== null && outcome === "Success"),
  "a job that is forgotten": anyJob(({ forgottenAt }) => forgottenAt !== undefined),
  "a job that ends while a run goes on": (plan) =>
    changesIn(
      plan,
      plan.starts.map(({ at }) => at),
    ),
  "a secret in a job's input": anyJob(({ inputObject }) => inputObject.includes("q-signature=")),
  "a secret in a message": anyJob(({ message }) => message.includes("q-signature=")),
  "a secret in user data": anyJob(({ userData }) => userData.includes("token")),
  "a callback with a secret": anyQueue(({ notify }) => notify.url.includes("leak")),
  "two buckets": ({ world }) => world.buckets.length === 2,
  "three queues": ({ world }) => world.buckets.some(({ queues }) => queues.length === 3),
  "a queue that comes late": anyQueue(
    ({ createdAt }, { starts }) => createdAt > (starts[0]?.at ?? 0) - 10 * 86_400_000,
  ),
  "a queue that vanishes": anyQueue(({ deletedAt }) => deletedAt !== undefined),
  "a queue that pauses": anyQueue(({ changes }) => changes?.some(({ state }) => state === "Paused") === true),
  "a denied bucket": ({ behaviour }) => behaviour.denied?.some(({ queueId }) => queueId === undefined) === true,
  "a denied queue": ({ behaviour }) => behaviour.denied?.some(({ queueId }) => queueId !== undefined) === true,
  "strict bounds": ({ behaviour }) => behaviour.bounds === "strict",
  "inclusive bounds": ({ behaviour }) => behaviour.bounds === "inclusive",
  "documented order of elements": ({ behaviour }) => behaviour.elementOrder === "documented",
  "alphabetical order of elements": ({ behaviour }) => behaviour.elementOrder === "alphabetical",
  "hollow lists": ({ behaviour }) => behaviour.emptyList === "hollow",
  "short pages": pages("maxFill"),
  "empty pages": pages("emptyEvery"),
  "tokens that repeat": pages("repeatTokenAtPage"),
  "tokens that expire": pages("tokenTtlMs"),
  "tokens that are used up": pages("tokenUses"),
  "awkward tokens": pages("awkwardTokens"),
  "ends of chains": pages("chainEnd"),
  "inversions across seconds": ({ behaviour }) => behaviour.pages?.inversions === "across-seconds",
  "inversions within a second": ({ behaviour }) => behaviour.pages?.inversions === "within-second",
  "ten ids in a look-up": ({ behaviour }) => behaviour.lookupIds === 10,
  "retention that bites": ({ behaviour }) => (behaviour.retentionMs ?? null) !== null,
  "tags that the service does not know": ({ behaviour }) => (behaviour.tags?.length ?? 3) < 3,
  "429 without Retry-After": anyFault(
    ({ fault }) =>
      typeof fault === "object" && "status" in fault && fault.status === 429 && fault.retryAfter === undefined,
  ),
  "429 with Retry-After": anyFault(({ fault }) => typeof fault === "object" && "retryAfter" in fault),
  "500": status(500),
  "503": status(503),
  "403": status(403),
  reset: word("reset"),
  "reset after headers": word("reset-after-headers"),
  "lost reply": word("lost-reply"),
  cut: word("cut"),
  "cut with a wrong length": word("cut-wrong-length"),
  "error in 200": word("error-in-200"),
  html: word("html"),
  json: word("json"),
  drip: word("drip"),
  garbage: word("garbage"),
  silence: word("silence"),
  "a poison job": anyFault(({ match }) => match.jobId !== undefined),
  "a single fault": anyFault(({ times }) => times === 1),
  "an outage": anyFault(({ times }) => times > 1000),
  "a fault of the job service": anyFault(({ service }) => service === "ci"),
  "a fault of the store": anyFault(({ service }) => service === "cos"),
  "a fault of the function platform": anyFault(({ service }) => service === "scf"),
  "a kill before": ({ disturbances }) => disturbances.some((each) => each.kind === "kill" && each.when === "before"),
  "a kill after": ({ disturbances }) => disturbances.some((each) => each.kind === "kill" && each.when === "after"),
  "credentials that expire": ({ disturbances }) => disturbances.some(({ kind }) => kind === "expiry"),
  "no disturbance": ({ disturbances }) => disturbances.length === 0,
  "ten disturbances": ({ disturbances }) => disturbances.length >= 10,
  "one kind of disturbance": ({ disturbances }) =>
    disturbances.length > 3 && new Set(disturbances.map(({ kind }) => kind)).size === 1,
  "a timer twice at once": ({ starts }) => starts.some((start, index) => start.at === starts[index + 1]?.at),
  "a timer hours later": ({ starts }) => starts.some((start) => start.at >= timeOf(start) + 3_600_000),
  "one timer three times": ({ starts }) =>
    starts.some((start) => starts.filter((other) => timeOf(other) === timeOf(start)).length === 3),
  "timers seconds apart": ({ starts }) =>
    starts.some((start, index) => (starts[index + 1]?.at ?? Infinity) - start.at < 60_000),
  "a missing timer": ({ starts }) =>
    starts.some((start, index) => timeOf(starts[index + 1] ?? start) - timeOf(start) > 30 * 3_600_000),
  "a night by its date": ({ starts }) =>
    starts.some(({ function: name, event }) => name === "audit" && "date" in event),
  "a diff by its date": ({ starts }) => starts.some(({ function: name }) => name === "diff"),
  "a timer that is not tried again": ({ starts }) => starts.some(({ retries }) => retries === 0),
  "a short time limit": ({ timeLimitMs }) => timeLimitMs < 900_000,
  "a still plan": ({ still }) => still === true,
  "changed settings": ({ settings }) => settings.length > 1,
  "a changed zone": ({ settings }) => new Set(settings.map(({ text }) => parseSettings(text).timeZone)).size > 1,
  "a day of 23 hours": (plan) => dayLengths(plan).has(23),
  "a day of 25 hours": (plan) => dayLengths(plan).has(25),
  "a day of 24.5 hours": (plan) => dayLengths(plan).has(24.5),
  "a day that does not exist": (plan) => dayLengths(plan).has(0),
  "settle of nothing": (_, { settle }) => settle === "0s",
  "nights in shards": (_, { fanOut, functions }) => fanOut !== undefined && functions.shard !== undefined,
  "shards that share a rate": (_, { fanOut, maxRate }) => fanOut !== undefined && maxRate !== undefined,
  "a watchdog": ({ starts }, { functions, watchdog }) =>
    watchdog !== undefined && functions.audit !== undefined && anyLook(starts),
  "a watchdog where nothing is spread": ({ starts }, { fanOut }) => fanOut === undefined && anyLook(starts),
  "a look that is killed": ({ disturbances }) =>
    disturbances.some((each) => each.kind === "kill" && each.start.startsWith("w")),
  "starts of shards that are lost, and nothing else": ({ disturbances }) =>
    disturbances.length > 0 && disturbances.every((each) => each.kind === "mishandling" && each.how === "lose"),
  "shards that nothing disturbs": ({ disturbances }, { fanOut }) => fanOut !== undefined && disturbances.length === 0,
  "a start that comes hours late": mishandled("delay"),
  "a dead letter that is sent again": mishandled("replay"),
  "a start that is run twice": mishandled("duplicate"),
  "a start that is refused": mishandled("throttle"),
  "a diff function": (_, { functions }) => functions.diff !== undefined,
  "the family's own tags": (_, { tags }) => tags.pic === undefined,
  "pages of one job": (_, { pageSize }) => pageSize === 1,
  "one exchange at a time": (_, { concurrency }) => concurrency === 1,
  "few look-ups": (_, { maxLookups }) => maxLookups < 10,
  "a short memory for open jobs": (_, { openMaxAge }) => openMaxAge === "1d",
  "named buckets": (_, { buckets }) => buckets.some((bucket) => typeof bucket === "string"),
  "placed buckets": (_, { buckets }) => buckets.some((bucket) => typeof bucket === "object"),
  "an excluded queue": (_, { exclude }) => exclude.some(({ queueId }) => queueId !== undefined),
  "an excluded bucket": (_, { exclude }) => exclude.some(({ queueId }) => queueId === undefined),
};

function isDayEdge(at: number, settings: SimulationPlan["settings"]): boolean {
  const { timeZone } = parseSettings(settings[0]?.text ?? "{}");
  return (
    at % 900_000 === 0 && localDay(new Intl.DateTimeFormat("sv-SE", { timeZone }).format(at), timeZone).from === at
  );
}

const lengths = new Map<SimulationPlan, ReadonlySet<number>>();

function dayLengths(plan: SimulationPlan): ReadonlySet<number> {
  const known = lengths.get(plan) ?? measureDays(plan);
  lengths.set(plan, known);
  return known;
}

function measureDays({ starts, settings }: SimulationPlan): ReadonlySet<number> {
  const { timeZone } = parseSettings(settings[0]?.text ?? "{}");
  const dates = starts.map((start) => timeOf(start)).filter((time) => !Number.isNaN(time));
  const days = dates.map((time) => localDay(new Date(time - 30 * 3_600_000).toISOString().slice(0, 10), timeZone));
  const next = dates.map((time) => localDay(new Date(time - 6 * 3_600_000).toISOString().slice(0, 10), timeZone));
  return new Set([...days, ...next].map(({ from, to }) => (to - from) / 3_600_000));
}

describe("makePlan", () => {
  it("makes the same plan of the same seed, and another of another", () => {
    expect(JSON.stringify(makePlan(17))).toBe(JSON.stringify(makePlan(17)));
    expect(JSON.stringify({ ...makePlan(17), seed: 0 })).not.toBe(JSON.stringify({ ...makePlan(18), seed: 0 }));
  });

  it("makes plans that survive being written as JSON", () => {
    for (const plan of plans.slice(0, 200)) expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it.each(Object.entries(features))("brings %s in at least two of 2,000 seeds, and not in all", (_, has) => {
    const count = plans.filter((plan) => has(plan, parseSettings(plan.settings[0]?.text ?? "{}"))).length;
    expect(count).toBeGreaterThan(1);
    expect(count).toBeLessThan(plans.length);
  });

  it("ends each plan with timers of two later nights at least, which nothing disturbs", () => {
    for (const { starts, calmFrom = 0, disturbances } of plans) {
      const calm = starts.filter((start) => start.at >= calmFrom && start.function === "audit");
      expect(new Set(calm.map(timeOf)).size).toBeGreaterThanOrEqual(2);
      const disturbed = disturbances.flatMap((each) => ("start" in each ? [each.start] : []));
      expect(calm.filter(({ id }) => disturbed.includes(id))).toEqual([]);
      const lasting = disturbances.filter((each) => each.kind === "fault" && (each.match.to ?? Infinity) > calmFrom);
      expect(lasting.every((each) => each.kind === "fault" && each.match.jobId !== undefined)).toBe(true);
    }
  });

  it("has the platform keep no start of a shard for longer than it keeps any", () => {
    const all = plans.flatMap(({ disturbances }) => disturbances).filter((each) => each.kind === "mishandling");
    for (const { how, delayMs = 0 } of all) expect(delayMs > 6 * 3_600_000).toBe(how === "replay");
  });

  it("never assumes that the service remembers longer than it does", () => {
    for (const { settings, behaviour } of plans)
      for (const { text } of settings)
        expect(durationMs(parseSettings(text).assumedRetention)).toBeLessThanOrEqual(behaviour.retentionMs ?? Infinity);
  });

  it("starts in the order of time, each with an id of its own", () => {
    for (const { starts } of plans) {
      expect(starts.map(({ at }) => at)).toEqual(starts.map(({ at }) => at).sort((a, b) => a - b));
      expect(new Set(starts.map(({ id }) => id)).size).toBe(starts.length);
    }
  });
});
