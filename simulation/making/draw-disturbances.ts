/** What goes wrong in a plan: single faults, bursts of them, poison, kills, and credentials that run out. */

import type { FaultAction } from "../../emulator/faults.ts";
import type { Random } from "../../emulator/scenario/random.ts";
import { pickWeighted } from "../../emulator/scenario/weighted.ts";
import type { Disturbance, Expiry, Fault, Kill, Start } from "../plan.ts";
import { between, byMagnitude, chance } from "./draws.ts";

const minute = 60_000;

export interface DisturbancesWish {
  /** Those that may be disturbed. */
  readonly starts: readonly Start[];
  readonly calmFrom: number;
  readonly jobIds: readonly string[];
  /** Whether the job list may fail for good: with a list out of order that hides jobs from everybody. */
  readonly gentle: boolean;
  /** Whether runs are killed again and again in the middle of their work. */
  readonly interrupted: boolean;
}

type Drawn = Omit<Fault, "id"> | Omit<Kill, "id"> | Omit<Expiry, "id">;

export function drawDisturbances(random: Random, wish: DisturbancesWish): readonly Disturbance[] {
  if (wish.starts.length === 0) return [];
  const count = pickWeighted(random, [
    { value: 0, weight: 2 },
    { value: between(random, 1, 4), weight: 7 },
    { value: between(random, 5, 15), weight: 6 },
    { value: between(random, 16, 40), weight: 1 },
  ]);
  const only = chance(random, 12) ? random.below(kindCount) : null;
  const drawn = Array.from({ length: count }, () => drawOne(random, wish, only));
  const interruptions = wish.interrupted ? drawInterruptions(random, wish.starts) : [];
  return [...drawn, ...interruptions].map(
    (disturbance, index) => ({ ...disturbance, id: `d${index + 1}` }) as Disturbance,
  );
}

const weights = [22, 30, 7, 28, 6, 6] as const;
const kindCount = weights.length;

/** `only`: a plan that is extreme in one way. */
function drawOne(random: Random, wish: DisturbancesWish, only: number | null): Drawn {
  const kinds: readonly (() => Drawn)[] = [
    () => onJobList(random, wish),
    () => onStore(random, wish),
    () => outage(random, wish),
    () => kill(random, wish),
    () => expiry(random, wish),
    () => poison(random, wish),
  ];
  const index =
    only ??
    pickWeighted(
      random,
      weights.map((weight, value) => ({ value, weight })),
    );
  return (kinds[index] ?? kill.bind(null, random, wish))();
}

const retried: readonly Fault["fault"][] = [
  { status: 429, code: "RequestLimitExceeded" },
  { status: 429, code: "TooManyRequests", retryAfter: 7 },
  { status: 503, code: "SlowDown" },
  { status: 500, code: "InternalError" },
  { status: 504, code: "GatewayTimeout" },
  "reset",
  "reset-after-headers",
  "cut-wrong-length",
  "drip",
  "silence",
];
const misleading: readonly Fault["fault"][] = ["cut", "error-in-200", "html", "json", "garbage"];
const refusing: readonly Fault["fault"][] = [
  { status: 403, code: "AccessDenied" },
  { status: 400, code: "InvalidArgument" },
  { status: 404, code: "ResourceNotFound" },
];

function onJobList(random: Random, wish: DisturbancesWish): Drawn {
  const actions = wish.gentle ? retried : [...retried, ...retried, ...misleading, ...misleading, ...refusing];
  return {
    kind: "fault",
    service: "ci",
    match: { ...around(random, wish), ...ciPath(random) },
    nth: byMagnitude(random, 60),
    times: wish.gentle ? 1 : random.pick([1, 1, 1, 2, 3, 8]),
    fault: random.pick(actions),
  };
}

function ciPath(random: Random): Fault["match"] {
  const path = random.pick(["/pic_jobs", "/pic_jobs", "/pic_jobs/", "/picqueue", "/picbucket", null]);
  return path === null ? {} : { path };
}

const lost: readonly Fault["fault"][] = ["lost-reply", "lost-reply", "lost-reply"];
/** What a reading may come to; a write has no answer worth spoiling but that of somebody else. */
const spoilt: readonly Fault["fault"][] = ["cut", "garbage", "html", "error-in-200"];

function onStore(random: Random, wish: DisturbancesWish): Drawn {
  const service = chance(random, 88) ? "cos" : "scf";
  const path = random.pick(["/commits/", "/commits/", "/manifests/", "/findings/", "/work/", null]);
  const method = random.pick(["PUT", "PUT", "POST", "GET", "HEAD", null] as const);
  return {
    kind: "fault",
    service,
    match: {
      ...around(random, wish),
      ...(service === "scf" || path === null ? {} : { path }),
      ...(service === "scf" || method === null ? {} : { method }),
    },
    nth: service === "scf" ? 1 : byMagnitude(random, 30),
    times: random.pick([1, 1, 1, 2, 3, 6]),
    fault: random.pick([...retried, ...lost, ...(method === "GET" ? spoilt : (["html"] as const))]),
  };
}

/** Nothing of one service works for a while. */
function outage(random: Random, wish: DisturbancesWish): Drawn {
  const { at } = random.pick(wish.starts);
  const from = at + random.pick([0, 100, 1000, 20_000]);
  const action: FaultAction | "silence" = random.pick(wish.gentle ? ["reset"] : [...retried, ...refusing]);
  const service = wish.gentle ? "cos" : random.pick(["ci", "ci", "cos"] as const);
  const to = Math.min(wish.calmFrom, from + random.pick([5_000, minute, 5 * minute, 90 * minute]));
  return { kind: "fault", service, match: { from, to }, nth: 1, times: 1_000_000, fault: action };
}

/** Any answer that tells of one job; as long as the jobs are disturbed, or for ever. */
function poison(random: Random, wish: DisturbancesWish): Drawn {
  if (wish.jobIds.length === 0 || wish.gentle) return onStore(random, wish);
  const jobId = random.pick(wish.jobIds);
  const until = chance(random, 60) ? { to: wish.calmFrom } : {};
  return {
    kind: "fault",
    service: "ci",
    match: { jobId, ...until },
    nth: random.pick([1, 1, 2]),
    times: random.pick([1, 4, 1_000_000]),
    fault: random.pick(["garbage", "cut", "cut-wrong-length", "reset-after-headers"] as const),
  };
}

function around(random: Random, { starts, calmFrom }: DisturbancesWish): Pick<Fault["match"], "from" | "to"> {
  if (chance(random, 30)) return { to: calmFrom };
  const { at } = random.pick(starts);
  return { from: at, to: Math.min(calmFrom, at + 60 * minute) };
}

function kill(random: Random, { starts }: DisturbancesWish): Drawn {
  return { kind: "kill", ...place(random, starts), when: random.pick(["before", "after"]) };
}

/** At the walk or behind it: by then there is progress to go on from. */
function drawInterruptions(random: Random, starts: readonly Start[]): readonly Drawn[] {
  const audits = starts.filter(({ function: name }) => name === "audit");
  const tries = audits.flatMap(({ id }) => [0, 1].map((attempt) => ({ start: id, attempt })));
  return tries
    .filter(() => chance(random, 60))
    .map((one) => ({
      kind: "kill",
      ...one,
      effect: between(random, 50, 200),
      when: random.pick(["before", "after"] as const),
    }));
}

function expiry(random: Random, { starts }: DisturbancesWish): Drawn {
  return { kind: "expiry", ...place(random, starts) };
}

function place(random: Random, starts: readonly Start[]): Pick<Kill, "start" | "attempt" | "effect"> {
  // Those that the audit function started are numbered.
  const id = chance(random, 15) ? `diff ${between(random, 1, 3)}` : random.pick(starts).id;
  return { start: id, attempt: random.pick([0, 0, 0, 1, 2]), effect: byMagnitude(random, 200) };
}
