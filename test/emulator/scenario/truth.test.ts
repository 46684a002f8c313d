import { describe, expect, it } from "vitest";
import { truthOf } from "../../../emulator/scenario/truth.ts";
import type { EmulatedJob, World } from "../../../emulator/world.ts";
import { smallScenario } from "./small-scenario.ts";

// The night of 2026-11-20 in Shanghai, judged at 02:00 of the next day.
const nightFrom = Date.parse("2026-11-20T00:00:00+08:00");
const nightTo = Date.parse("2026-11-21T00:00:00+08:00");
const minute = 60_000;

function job(jobId: string, history: Partial<EmulatedJob>): EmulatedJob {
  return {
    jobId,
    tag: "PicProcess",
    createdAt: nightFrom,
    startedAt: nightFrom + minute,
    endedAt: nightFrom + 2 * minute,
    outcome: "Success",
    code: "Success",
    message: "",
    inputObject: "in.jpg",
    outputObject: "out.jpg",
    templateId: null,
    templateName: null,
    rule: null,
    userData: "",
    workflowId: null,
    inventoryTriggerJobId: null,
    operationXml: null,
    ...history,
  };
}

function worldOf(active: readonly EmulatedJob[], paused: readonly EmulatedJob[] = []): World {
  const queue = { name: "q", maxSize: 1, maxConcurrent: 1, createdAt: 0, updatedAt: 0 };
  const notify = { state: "Off" as const, url: "", event: "", type: "", resultFormat: "" };
  const queues = [
    { ...queue, queueId: "p1", state: "Active" as const, notify, jobs: active },
    { ...queue, queueId: "p2", state: "Paused" as const, notify, jobs: paused },
  ];
  return { buckets: [{ name: "b-1250000000", region: "ap-chongqing", createdAt: 0, queues }] };
}

const waiting = { startedAt: null, endedAt: null };

function findingsOf(jobs: readonly EmulatedJob[], paused: readonly EmulatedJob[] = []) {
  return truthOf(smallScenario(), worldOf(jobs, paused)).findings;
}

describe("truthOf", () => {
  it("counts the jobs of the half-open night and no others", () => {
    const instants = [nightFrom - 1000, nightFrom, nightTo - 1000, nightTo];
    const failed = instants.map((createdAt, index) => job(`c${index}`, { createdAt, outcome: "Failed" }));
    const truth = truthOf(smallScenario(), worldOf(failed));
    expect(truth.jobs).toBe(2);
    expect(truth.findings.map(({ jobId }) => jobId)).toEqual(["c1", "c2"]);
  });

  it("finds jobs that failed, ordered by id", () => {
    expect(findingsOf([job("c2", { outcome: "Failed" }), job("c1", { outcome: "Failed" }), job("c3", {})])).toEqual([
      { jobId: "c1", verdict: "failed" },
      { jobId: "c2", verdict: "failed" },
    ]);
  });

  it("calls jobs stuck only after their threshold", () => {
    const scenario = smallScenario({ stuck: { queuedAfter: "4h", runningAfter: "3h" } });
    const at = (hour: string) => Date.parse(`2026-11-20T${hour}+08:00`);
    const jobs = [
      job("c1", { ...waiting, createdAt: at("21:59:59") }),
      job("c2", { ...waiting, createdAt: at("22:00:00") }),
      job("c3", { startedAt: at("22:59:59"), endedAt: null, outcome: "Running" }),
      job("c4", { startedAt: at("23:00:00"), endedAt: null, outcome: "Running" }),
    ];
    const truth = truthOf(scenario, worldOf(jobs));
    expect(truth.findings).toEqual([
      { jobId: "c1", verdict: "stuck.queued" },
      { jobId: "c3", verdict: "stuck.running" },
    ]);
    expect(truth.states).toEqual({ Running: 2, Submitted: 2 });
  });

  it("takes a job that ends after the judgement for what it was then", () => {
    const late = Date.parse("2026-11-21T02:10:00+08:00");
    const truth = truthOf(
      smallScenario(),
      worldOf([job("c1", { endedAt: late }), job("c2", { startedAt: late, endedAt: late })]),
    );
    expect(truth.findings).toEqual([
      { jobId: "c1", verdict: "stuck.running" },
      { jobId: "c2", verdict: "stuck.queued" },
    ]);
    expect(truth.states).toEqual({ Success: 2 });
  });

  it("holds what waits in a paused queue, and nothing that runs there", () => {
    const held = job("c1", waiting);
    const running = job("c2", { endedAt: null, outcome: "Running" });
    const truth = truthOf(smallScenario(), worldOf([], [held, running, job("c3", {})]));
    expect(truth.findings).toEqual([
      { jobId: "c1", verdict: "held" },
      { jobId: "c2", verdict: "stuck.running" },
    ]);
    expect(truth.states).toEqual({ Pause: 1, Running: 1, Success: 1 });
  });

  it("finds failures inside a success by State or Code, and none in a result that went well", () => {
    const jobs = [
      "<DigitalWatermark><State>Failed</State></DigitalWatermark>",
      "<ImageInspectResult><Code>Success</Code><AutoProcessResult><Code>Denied</Code></AutoProcessResult></ImageInspectResult>",
      "<ImageInspectResult><Code>Success</Code><State>Success</State></ImageInspectResult>",
    ].map((operationXml, index) => job(`c${index}`, { operationXml }));
    expect(findingsOf(jobs)).toEqual([
      { jobId: "c0", verdict: "hidden-failure" },
      { jobId: "c1", verdict: "hidden-failure" },
    ]);
  });

  it("counts a run from the creation where no start is told", () => {
    expect(findingsOf([job("c1", { startedAt: null, outcome: "Running" })])).toEqual([
      { jobId: "c1", verdict: "stuck.running" },
    ]);
  });

  it("finds undocumented states, ended or not, and lets cancelled jobs be", () => {
    const jobs = [
      job("c1", { outcome: "Suspended", endedAt: null }),
      job("c2", { outcome: "Expired" }),
      job("c3", { outcome: "Cancel", startedAt: null }),
    ];
    expect(findingsOf(jobs)).toEqual([
      { jobId: "c1", verdict: "unrecognised" },
      { jobId: "c2", verdict: "unrecognised" },
    ]);
  });
});
