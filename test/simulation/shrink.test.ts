import { describe, expect, it } from "vitest";
import type { Fault, SimulationPlan, Start } from "../../simulation/plan.ts";
import { shrink } from "../../simulation/shrink.ts";
import { aBucket, aJob, smallPlan } from "./small-plan.ts";

const [start] = smallPlan().starts as [Start];

function aFault(id: string): Fault {
  return { id, kind: "fault", service: "ci", match: {}, nth: 1, times: 1, fault: "reset" };
}

/** 16 disturbances, 5 starts, 3 queues of 40 jobs each. */
function bigPlan(): SimulationPlan {
  const bucket = aBucket([]);
  const queues = ["a", "b", "c"].map((name, queue) => ({
    ...bucket.queues[0],
    queueId: name,
    jobs: Array.from({ length: 40 }, (_, index) => aJob(index, { jobId: `${name}${index}`, createdAt: queue })),
  })) as unknown as typeof bucket.queues;
  return smallPlan({
    disturbances: Array.from({ length: 16 }, (_, index) => aFault(`d${index}`)),
    starts: Array.from({ length: 5 }, (_, index) => ({ ...start, id: `s${index}` })),
    world: { buckets: [{ ...bucket, queues }] },
  });
}

function parts(plan: SimulationPlan) {
  return {
    disturbances: plan.disturbances.map(({ id }) => id),
    starts: plan.starts.map(({ id }) => id),
    jobs: plan.world.buckets.flatMap(({ queues }) =>
      queues.map(({ queueId, jobs }) => [queueId, jobs.map((j) => j.jobId)]),
    ),
  };
}

function has(plan: SimulationPlan, ...ids: readonly string[]): boolean {
  const text = JSON.stringify(parts(plan));
  return ids.every((id) => text.includes(`"${id}"`));
}

describe("shrink", () => {
  it("leaves in what the failure needs, and nothing else", async () => {
    const { plan } = await shrink(bigPlan(), async (one) => has(one, "d3", "d12", "s2", "b7"), 1000);
    expect(parts(plan)).toEqual({ disturbances: ["d3", "d12"], starts: ["s2"], jobs: [["b", ["b7"]]] });
  });

  it("leaves everything out of a plan that fails by itself", async () => {
    const { plan, plays } = await shrink(bigPlan(), async () => true, 1000);
    expect(parts(plan)).toEqual({ disturbances: [], starts: [], jobs: [] });
    expect(plays).toBeLessThan(10);
  });

  it("gives the very plan back where nothing can be left out", async () => {
    const whole = bigPlan();
    const same = JSON.stringify(parts(whole));
    const { plan } = await shrink(whole, async (one) => JSON.stringify(parts(one)) === same, 1000);
    expect(plan).toBe(whole);
  });

  it("stops after so many plays, with what it has by then", async () => {
    let played = 0;
    const needs = async (plan: SimulationPlan) => {
      played += 1;
      return has(plan, "d3", "s2", "b7");
    };
    const { plan, plays } = await shrink(bigPlan(), needs, 7);
    expect([plays, played]).toEqual([7, 7]);
    expect(has(plan, "d3", "s2", "b7")).toBe(true);
    expect(plan.disturbances.length).toBeLessThan(16);
  });

  it("goes over all parts again as long as one of them got smaller", async () => {
    // The disturbance can go only once the other start has gone.
    const needs = async (plan: SimulationPlan) => has(plan, "s2") && (has(plan, "d5") || !has(plan, "s4"));
    const { plan } = await shrink(bigPlan(), needs, 1000);
    expect(parts(plan)).toEqual({ disturbances: [], starts: ["s2"], jobs: [] });
  });
});
