import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { buildWorld } from "../../../emulator/scenario/build-world.ts";
import { demoScenario, demoSeed } from "../../../emulator/scenario/demo.ts";
import { truthOf } from "../../../emulator/scenario/truth.ts";

const scenario = demoScenario();
const world = buildWorld(scenario, demoSeed);
const truth = truthOf(scenario, world);
const jobs = world.buckets.flatMap(({ queues }) => queues.flatMap((queue) => queue.jobs));

function found(verdict: string): number {
  return truth.findings.filter((finding) => finding.verdict === verdict).length;
}

describe("demoScenario", () => {
  it("gives one and the same world on every machine", () => {
    const told = JSON.stringify(world, (key, value) => (key === "kind" ? undefined : value));
    const digest = createHash("sha256").update(told).digest("hex");
    expect(digest).toBe("99523f154ff1c8cdd8e2b60c152fc82bdc23ef0f63c8d580abecc7b4182319d1");
  });

  it("is a night of 20,000 jobs over three buckets in two regions, with one paused queue", () => {
    expect(truth.jobs).toBe(20_000);
    expect(world.buckets.map(({ name, region }) => `${region}/${name}`)).toEqual([
      "ap-chongqing/photos-1250000000",
      "ap-guangzhou/products-1250000000",
      "ap-guangzhou/posters-1250000000",
    ]);
    expect(world.buckets.every(({ queues }) => queues.length > 1)).toBe(true);
    expect(world.buckets.flatMap(({ queues }) => queues).filter(({ state }) => state === "Paused")).toHaveLength(1);
    expect(scenario.reportBucket).toMatchObject({
      name: "audit-1250000000",
      region: "ap-chongqing",
      versioning: "never",
    });
  });

  it("plants what its shares say of every kind of finding", () => {
    expect(found("failed")).toBe(494);
    expect(found("stuck.queued")).toBe(36);
    expect(found("stuck.running")).toBe(28);
    expect(found("hidden-failure")).toBe(12);
    expect(found("unrecognised")).toBe(6);
    expect(found("held")).toBeGreaterThan(50);
    expect(truth.states["Cancel"]).toBe(80);
  });

  it("fails in more than a dozen ways, in Chinese and in English", () => {
    const failed = jobs.filter(({ outcome }) => outcome === "Failed");
    expect(new Set(failed.map(({ code }) => code)).size).toBeGreaterThan(12);
    expect(failed.filter(({ message }) => /\p{Script=Han}/u.test(message)).length).toBeGreaterThan(100);
    expect(failed.filter(({ message }) => /^[A-Z]\w+ /.test(message)).length).toBeGreaterThan(100);
  });

  it("hides failures in results of several kinds", () => {
    const inside = jobs.map(({ operationXml }) => operationXml ?? "");
    expect(inside.some((xml) => /^<DigitalWatermark>.*<State>Failed</.test(xml))).toBe(true);
    expect(inside.some((xml) => /^<ImageInspectResult>.*<State>Failed</.test(xml))).toBe(true);
    expect(inside.some((xml) => /<AutoProcessResult><Code>BackupDenied</.test(xml))).toBe(true);
  });

  it("has presigned addresses in messages", () => {
    expect(jobs.filter(({ message }) => message.includes("q-signature=")).length).toBeGreaterThanOrEqual(20);
  });

  it("has every tag, and hundreds of jobs of one queue and tag in one second", () => {
    expect(new Set(jobs.map(({ tag }) => tag))).toEqual(new Set(["PicProcess", "ImageInspect", "PosterProduction"]));
    const batch = Date.parse("2026-11-20T02:00:00+08:00");
    const products = world.buckets[1]?.queues[0]?.jobs ?? [];
    expect(
      products.filter(({ createdAt, tag }) => createdAt === batch && tag === "PicProcess").length,
    ).toBeGreaterThanOrEqual(620);
  });
});
