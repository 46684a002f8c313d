/** The function platform's API: starts functions as the emulator does, with what the plan has it do wrong. */

import { createCloudFunctions } from "../../emulator/scf/cloud-functions.ts";
import type { InvocationFault } from "../../emulator/scf/invocation-faults.ts";
import { type FunctionHandler, usualMaxAgeSeconds, withUsual } from "../../emulator/scf/options.ts";
import type { InvokeCall } from "../../emulator/scf/read-invoke.ts";
import type { Credential } from "../../emulator/signature.ts";
import { readSettings } from "../../lib/config/settings.ts";
import type { Mishandling, SimulationPlan } from "../plan.ts";
import type { EventQueue } from "./event-queue.ts";
import { countFired, type PlayRecord } from "./record.ts";

export type StartedFunctions = Readonly<Record<"audit" | "diff" | "shard", FunctionHandler>>;

interface ApiParts {
  readonly queue: EventQueue;
  readonly record: PlayRecord;
  readonly credentials: readonly Credential[];
  readonly started: StartedFunctions;
}

export function createPlatformApi(plan: SimulationPlan, { queue, record, credentials, started }: ApiParts) {
  let serial = 0;
  const newId = () => {
    serial += 1;
    return `api-${serial}`;
  };
  const mishandlings = mishandlingsOf(plan);
  const observeFault = (fault: InvocationFault, call: InvokeCall) => {
    const { how, delayMs = 0 } = mishandlings.get(fault) as Mishandling;
    countFired(record, `start ${how}`);
    record.mishandled.push({ at: queue.now(), how });
    if (how === "replay") queue.at(queue.now() + delayMs, () => void api.start(call));
  };
  const options = {
    ...placesOf(plan, started),
    newId,
    timeLimitMs: plan.timeLimitMs,
    invocationFaults: [...mishandlings.keys()],
    observeFault,
  };
  const delay = (ms: number) => new Promise<void>((resolve) => queue.at(queue.now() + ms, resolve));
  const api = createCloudFunctions(withUsual(options, delay), { credentials, now: queue.now });
  return api;
}

/** The settings say where they expect the functions; without such a word nobody starts them. */
function placesOf({ settings }: SimulationPlan, started: StartedFunctions) {
  const named = settings.map(({ text }) => readSettings(text, "the plan").functions);
  const places = (["audit", "diff", "shard"] as const).flatMap((name) =>
    named.flatMap((functions) => {
      const place = functions[name];
      return place === null ? [] : [{ ...place, handler: started[name] }];
    }),
  );
  const functions = Object.fromEntries(places.map((place) => [place.function, place.handler]));
  return { functions, namespace: places[0]?.namespace ?? "default" };
}

/** Longer than the platform keeps what it took: it ends as a dead letter. */
const tooLateMs = (usualMaxAgeSeconds + 60) * 1000;

/** What the platform is to do, by what the plan calls it. */
function mishandlingsOf(plan: SimulationPlan): ReadonlyMap<InvocationFault, Mishandling> {
  const { settings, disturbances, calmFrom = Infinity } = plan;
  const names = settings.flatMap(({ text }) => readSettings(text, "the plan").functions.shard?.function ?? []);
  const [functionName] = names;
  if (functionName === undefined) return new Map();
  const faults = disturbances.flatMap((one) => {
    if (one.kind !== "mishandling") return [];
    const { how, nth, times, delayMs } = one;
    const late = how === "replay" ? { delayMs: tooLateMs } : { ...(delayMs && { delayMs }) };
    const fault = {
      functionName,
      how: how === "replay" ? "delay" : how,
      nth,
      times,
      until: calmFrom,
      ...late,
    } as const;
    return [[fault, one] as const];
  });
  return new Map(faults);
}
