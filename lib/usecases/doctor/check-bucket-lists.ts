/** The list of buckets in each region: which ones have the job service switched on. */

import { listAll } from "../discover/list-all.ts";
import { ask, judge } from "./reply.ts";
import { failed, ok, type Step } from "./step.ts";
import { bucketListStep, regionStep, signatureStep } from "./step-names.ts";
import { placeKey, type Visit } from "./visit.ts";

export function checkBucketLists(visit: Visit): readonly Step[] {
  const { request, notes, deps } = visit;
  const family = request.family.name;
  const needed = request.buckets.length === 0 || request.buckets.some((bucket) => typeof bucket === "string");
  return request.regions.map((region) => ({
    name: bucketListStep(region),
    needs: [signatureStep, regionStep(region)],
    look: async (signal) => {
      const page = (number: number) => deps.ci.listBuckets({ family, region, names: [], page: number }, signal);
      const reply = await ask(
        listAll(page, ({ name }) => name),
        signal,
      );
      return judge(reply, { action: "ci:DescribePicProcessBucket", needed }, ({ rows, missing }) => {
        const here = rows.filter((bucket) => bucket.region === region || bucket.region === "");
        notes.listedRegions.add(region);
        for (const { name } of here) notes.listed.add(placeKey({ region, name }));
        if (missing !== null) return failed(`the list breaks off: ${missing}`, "run this again later");
        return ok(here.length === 0 ? "none" : here.map(({ name }) => name).join(", "));
      });
    },
  }));
}
