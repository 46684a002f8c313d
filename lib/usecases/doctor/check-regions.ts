/** Whether each region of the settings has the service. */

import { serviceRegions } from "../../core/service-regions.ts";
import type { Greeting } from "../../ports/account.ts";
import { ask, type Reply } from "./reply.ts";
import { failed, type Look, ok, type Step, warning } from "./step.ts";
import { regionStep } from "./step-names.ts";
import type { Visit } from "./visit.ts";

export function checkRegions(visit: Visit): readonly Step[] {
  return regionsOf(visit).map((region) => ({
    name: regionStep(region),
    needs: [],
    look: async (signal) => {
      const look = judgeRegion(region, await ask(visit.deps.account.greet(region, signal), signal));
      if (look.status !== "failed") visit.notes.region ??= region;
      return look;
    },
  }));
}

/** Those that are searched, and those of buckets that are placed. */
function regionsOf({ request: { regions, buckets } }: Visit): readonly string[] {
  return [
    ...new Set([...regions, ...buckets.flatMap((bucket) => (typeof bucket === "string" ? [] : [bucket.region]))]),
  ];
}

function judgeRegion(region: string, reply: Reply<Greeting>): Look {
  const known = serviceRegions.includes(region);
  const name = `correct regions in the settings: the vendor has ${serviceRegions.join(", ")}`;
  if (reply.outcome !== "answered") {
    const network = "see whether this machine reaches ci.REGION.myqcloud.com over HTTPS: name service, proxy, firewall";
    return failed(reply.reason, known ? network : name);
  }
  if (reply.value.unknownHost) return failed(`the service has no host of region ${region}`, name);
  if (known) return ok("the service's host answers");
  return warning("the service's host answers, but the vendor's list of regions does not have it", name);
}
