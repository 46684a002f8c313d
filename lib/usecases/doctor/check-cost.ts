/** What a night costs, as far as prices are known: requests reckoned from the newest committed night, or from the queues. */

import { type NightSize, nightCost, nightUse } from "../../core/cost/night-cost.ts";
import { basicPackage, pricesReadOn } from "../../core/cost/prices.ts";
import { lastNightBefore, shiftNight } from "../../core/night.ts";
import { instancesFor } from "../../core/shards/shard-budget.ts";
import { amount, countText } from "../../core/words.ts";
import { readPreviousNight } from "../report/read-commit.ts";
import { ask } from "./reply.ts";
import { type Look, ok, type Step, skipped } from "./step.ts";
import { reportStep } from "./step-names.ts";
import type { Visit } from "./visit.ts";

export function checkCost(visit: Visit): readonly Step[] {
  return [
    {
      name: "cost of a night",
      needs: [reportStep],
      look: async (signal) => {
        const size = (await newestNight(visit, signal)) ?? plannedNight(visit);
        if (size.scopes === 0)
          return skipped("no night is committed and no queue was seen: there is nothing to reckon with");
        return judgeCost(size, visit);
      },
    },
  ];
}

type Counted = Pick<NightSize, "scopes" | "jobs" | "files"> & { readonly whose: string };

const daysBack = 28;

/** Null also where none can be read: that is told elsewhere. */
async function newestNight({ deps, request }: Visit, signal: AbortSignal): Promise<Counted | null> {
  const { timeZone, settleMs, family } = request;
  const date = shiftNight(lastNightBefore(deps.clock.now(), timeZone, settleMs), 1);
  const reply = await ask(readPreviousNight(deps.store, { family: family.name, date }, daysBack, signal), signal);
  if (reply.outcome !== "answered" || reply.value === null) return null;
  const { night, jobs, scopes, files } = reply.value.manifest;
  return { scopes: scopes.length, jobs, files: files.length, whose: `as of ${night}, ${amount(jobs, "job")}` };
}

function plannedNight({ request, notes }: Visit): Counted {
  const queues = [...notes.queues.values()].reduce((sum, each) => sum + each.length, 0);
  const whose = `${amount(queues, "queue")} without any job, as no night is committed yet`;
  return { scopes: queues * request.tags.length, jobs: 0, files: 0, whose };
}

const dayMs = 86_400_000;
/** As serverless.yml declares them. */
const usualFunction = { memoryMb: 512, timeoutSeconds: 900 };

type Ran = NightSize["functions"][number];

function judgeCost({ whose, ...counted }: Counted, visit: Visit): Look {
  const { request } = visit;
  const size = { ...counted, windows: Math.ceil(dayMs / request.windowMs), pageSize: request.pageSize };
  const shards = shardsFor(nightUse({ ...size, functions: [] }).jobRequests, visit);
  const use = nightUse({ ...size, functions: [...usualFunctions(visit), ...shards] });
  const { sums, unknown } = nightCost(use, request.prices);
  const known = [...sums].map(([currency, sum]) => `${Number(sum.toFixed(4))} ${currency}`).join(" and ");
  const readers = shards.length === 0 ? "" : ` (${countText(shards.length)} of them read parts of it)`;
  const parts = [
    `${countText(use.jobRequests)} requests to Cloud Infinite and ${countText(use.storageRequests)} to storage`,
    `${amount(use.invocations, "start")} of functions${readers}, ${countText(Math.ceil(use.gbSeconds))} GB-seconds at most`,
  ];
  const share = ((30 * use.gbSeconds) / basicPackage.gbSeconds) * 100;
  const inPackage = `30 nights are ${share.toFixed(1)} % of the ${countText(basicPackage.gbSeconds)} GB-seconds of a month's basic package`;
  const seen = `about ${parts.join("; ")} (${whose}); ${inPackage}; known: ${known}`;
  if (unknown.length === 0) return ok(seen, `prices as of ${pricesReadOn}, or told; your contract counts`);
  return ok(
    `${seen}; unknown: ${unknown.join(", ")}`,
    `prices as of ${pricesReadOn}; tell others as --price gb-second=0.00002USD; your contract counts`,
  );
}

/** Whether a night is spread or not. */
function usualFunctions({ request, notes }: Visit): readonly Ran[] {
  const { audit, diff, watchdog } = request.functions;
  const names = [...new Set([audit.function, (diff ?? audit).function])];
  const seen = notes.functions.get(watchdog.function);
  return [...names.map((name) => notes.functions.get(name) ?? usualFunction), ...(seen ? [seen] : [])];
}

/** The instances that are expected to read a night which is too large for one. */
function shardsFor(pages: number, { request, notes }: Visit): readonly Ran[] {
  const { functions, fanOut, concurrency, maxRate } = request;
  if (functions.shard === null) return [];
  const shard = notes.functions.get(functions.shard.function) ?? usualFunction;
  const limits = { remainingMs: shard.timeoutSeconds * 1000, concurrency, maxRate };
  const { shards: most, pagesPerShard } = fanOut;
  return Array.from({ length: instancesFor(pages, { ...limits, most, pagesPerShard }) }, () => shard);
}
