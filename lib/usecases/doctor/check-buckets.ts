/** Each bucket that audits read: is it there, bound, switched on, with queues that run and call back. */

import { lookAtCallbacks } from "./callbacks.ts";
import { jobSteps } from "./job-steps.ts";
import { lookAtQueues } from "./queues.ts";
import { ask, isDenied, judge, noAnswer } from "./reply.ts";
import { failed, type Look, ok, type Step, skipped } from "./step.ts";
import { bindingStep, queuesStep, signatureStep } from "./step-names.ts";
import { type Place, placeKey, type Visit } from "./visit.ts";

export function checkBuckets(visit: Visit): readonly Step[] {
  const { found, lost } = bucketsOf(visit);
  const missing = lost.map((name) => lostStep(name, visit));
  if (found.length + lost.length === 0) return [noBucketStep(visit)];
  return [...missing, ...found.flatMap((place) => bucketSteps(place, visit))];
}

function bucketSteps(place: Place, visit: Visit): readonly Step[] {
  const { name } = place;
  const queues = queuesStep(name);
  return [
    { name: bindingStep(name), needs: [signatureStep], look: (signal) => lookAtBinding(place, visit, signal) },
    { name: `bucket ${name}: service`, needs: [bindingStep(name)], look: async () => lookAtService(place, visit) },
    { name: queues, needs: [bindingStep(name)], look: (signal) => lookAtQueues(place, visit, signal) },
    { name: `bucket ${name}: callbacks`, needs: [queues], look: async () => lookAtCallbacks(place, visit) },
    ...jobSteps(place, visit),
  ];
}

interface Buckets {
  readonly found: readonly Place[];
  /** Names of the settings that no region lists. */
  readonly lost: readonly string[];
}

/** As an audit finds them: those that are placed, and those that regions list. */
function bucketsOf({ request: { buckets, excluded }, notes }: Visit): Buckets {
  const listed = [...notes.listed].map((key) => {
    const [region = "", name = ""] = key.split("/");
    return { region, name };
  });
  const names = buckets.filter((bucket) => typeof bucket === "string");
  const placed = buckets.filter((bucket) => typeof bucket !== "string");
  const wanted = buckets.length === 0 ? listed : listed.filter(({ name }) => names.includes(name));
  const all = new Map([...placed, ...wanted].map((place) => [placeKey(place), place]));
  return {
    found: [...all.values()].filter(({ name }) => !excluded.includes(name)),
    lost: names.filter((name) => !excluded.includes(name) && !listed.some((place) => place.name === name)),
  };
}

const bind = "bind it in the Cloud Infinite console, and switch on image processing (asynchronous)";

function lostStep(name: string, { notes }: Visit): Step {
  const look = async () =>
    notes.listedRegions.size === 0
      ? skipped("no region's list of buckets could be read, so it is not known where it is")
      : failed(
          `no region of the settings lists it: ${[...notes.listedRegions].join(", ")}`,
          `${bind}; or correct buckets or regions in the settings`,
        );
  return { name: `bucket ${name}`, needs: [signatureStep], look };
}

function noBucketStep({ notes }: Visit): Step {
  const look = async () =>
    notes.listedRegions.size === 0
      ? skipped("no region's list of buckets could be read")
      : failed(
          `the service lists no bucket in ${[...notes.listedRegions].join(", ")}: there is nothing to audit`,
          bind,
        );
  return { name: "buckets", needs: [signatureStep], look };
}

/** A bucket that is not there answers so, whatever is asked of it. Where the binding may not be asked, the queues tell. */
async function lookAtBinding({ name, region }: Place, visit: Visit, signal: AbortSignal): Promise<Look> {
  const { account, ci } = visit.deps;
  const reply = await ask(account.bindingOf({ bucket: name, region }, signal), signal);
  if (isDenied(reply)) {
    const question = { family: visit.request.family.name, region, bucket: name, page: 1 };
    const other = await ask(ci.listQueues(question, signal), signal);
    if (other.outcome === "refused" && other.code === "NoSuchBucket") return noSuchBucket(region);
  }
  if (reply.outcome === "refused" && reply.code === "NoSuchBucket") return noSuchBucket(region);
  if (reply.outcome === "refused" && !isDenied(reply)) return noAnswer(reply);
  return judge(reply, { action: "ci:DescribeCIBuckets", needed: false }, (state) => {
    if (state === "on") return ok("it is bound to Cloud Infinite");
    if (state === "unbinding")
      return failed("it is being unbound from Cloud Infinite", `if that is not meant, ${bind}`);
    return failed(`it is not bound to Cloud Infinite (${state})`, bind);
  });
}

function noSuchBucket(region: string): Look {
  return failed(
    `there is no such bucket in ${region}`,
    "correct buckets in the settings: the name with its APPID, and its region",
  );
}

function lookAtService(place: Place, { notes, request }: Visit): Look {
  const { family } = request;
  if (notes.listed.has(placeKey(place))) return ok(`the ${family.name} job service is switched on`);
  if (!notes.listedRegions.has(place.region)) {
    return skipped(`the list of buckets in ${place.region} was not read, which tells whether the service is on`);
  }
  return failed(`the ${family.name} job service is off: the list of buckets in ${place.region} lacks it`, bind);
}
