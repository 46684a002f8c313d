/** serverless.yml, as it is and as people get it wrong: osls as a process in a checkout of its own. */

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeployModel } from "../../deploy/function-model.ts";
import { readModel } from "../../deploy/read-model.ts";
import type { PolicyDocument } from "../../lib/core/policy/policy.ts";
import { say } from "../cli/small-cloud.ts";
import { checkOut, type Ran, type RunOptions, runServerless, writeNetworkTrap } from "./checkout.ts";
import { leastSettings } from "./least-service.ts";

let folder = "";
let place = "";
let asItIs = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deploy-print-"));
  place = join(folder, "checkout");
  await checkOut(place);
  asItIs = await readFile(join(place, "serverless.yml"), "utf8");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function printed(options: RunOptions = {}): Promise<DeployModel> {
  const { exitCode, stdout } = await runServerless(place, ["print", "--format", "json"], options);
  expect(exitCode).toBe(0);
  return readModel(JSON.parse(stdout));
}

/** Each text must stand there once. */
async function withChanges(changes: readonly (readonly [from: string, to: string])[]): Promise<Ran> {
  let text = asItIs;
  for (const [from, to] of changes) {
    expect(text.split(from)).toHaveLength(2);
    text = text.replace(from, to);
  }
  await writeFile(join(place, "serverless.yml"), text);
  const ran = await runServerless(place, ["print"]);
  await writeFile(join(place, "serverless.yml"), asItIs);
  return ran;
}

const stack = /^ +at .*:\d+/m;

describe("serverless.yml", () => {
  it("declares every function, and is printed without settings and without asking anybody for anything", async () => {
    const trap = await writeNetworkTrap(folder);
    const { region, namespace, endpoint, functions } = await printed(trap);
    expect({ region, namespace, endpoint }).toEqual({ region: "ap-guangzhou", namespace: "default", endpoint: null });
    const sources = (await readdir(join(place, "functions"))).map((name) => `functions/${name}`);
    expect(functions.map(({ entry }) => entry).sort()).toEqual(sources.sort());
    const [audit, diff] = functions;
    expect(audit).toEqual({
      key: "audit",
      name: "job-audit-audit",
      description: expect.stringMatching(/./),
      entry: "functions/audit.ts",
      handler: "index.main_handler",
      runtime: "Nodejs20.19",
      memorySize: 512,
      timeout: 900,
      environment: {},
      role: "job-audit",
      logs: null,
      retry: { attempts: 2, maxAgeSeconds: 21_600 },
      triggers: [{ name: "nightly", cron: "0 30 2 * * * *", argument: null, enabled: true }],
    });
    expect(diff).toMatchObject({ name: "job-audit-diff", entry: "functions/diff.ts", timeout: 900, triggers: [] });
    expect(await readFile(trap.env?.["SEEN"] ?? "", "utf8")).toBe("");
  });

  it("takes region, names and endpoint from the settings, and role and log topic from the environment", async () => {
    const diff = "{ function: compare, namespace: audits, region: ap-chengdu }";
    const settings = `regions: [ap-chongqing]\nendpoints: { scf: "http://127.0.0.1:9000" }\n`;
    await writeFile(join(place, "job-audit.yaml"), `${settings}functions: { diff: ${diff} }\n`);
    const env = { JOB_AUDIT_ROLE: "auditor", JOB_AUDIT_LOGSET: "set-1", JOB_AUDIT_LOG_TOPIC: "topic-1" };
    const model = await printed({ env });
    expect(model).toMatchObject({ region: "ap-chengdu", namespace: "audits", endpoint: "http://127.0.0.1:9000" });
    const names = model.functions.map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(["job-audit-audit", "compare"]);
    const logs = { logsetId: "set-1", topicId: "topic-1" };
    for (const each of model.functions) expect(each).toMatchObject({ role: "auditor", logs });

    const audit = "{ function: night, namespace: nights, region: ap-beijing }";
    await writeFile(join(place, "job-audit.yaml"), `${settings}functions: { audit: ${audit}, diff: ${diff} }\n`);
    expect(await printed()).toMatchObject({ region: "ap-beijing", namespace: "nights" });

    await writeFile(join(place, "job-audit.yaml"), settings);
    expect(await printed()).toMatchObject({ region: "ap-chongqing", namespace: "default" });
    await rm(join(place, "job-audit.yaml"));
  });

  it.each([
    ["none is placed", ""],
    ["the diff is placed", "functions: { diff: { function: compare, namespace: audits, region: ap-chengdu } }\n"],
    ["the shards alone are placed", "functions: { shard: { function: part, namespace: parts, region: ap-beijing } }\n"],
    ["the audit is placed", "functions: { audit: { function: night, namespace: nights, region: ap-beijing } }\n"],
  ])("deploys what the policy permits where %s: the functions and, unless told, the role", async (_, functions) => {
    const config = join(place, "job-audit.yaml");
    await writeFile(config, leastSettings + functions);
    const model = await printed();
    const { out } = await say(["policy", "--for", "deploy", "--json", "--config", config], { env: {} });
    await rm(config);
    const { statement } = JSON.parse(out) as PolicyDocument;
    const [onFunctions] = statement;
    expect(onFunctions?.resource).toEqual(
      model.functions.map(({ name }) => `qcs::scf:${model.region}::namespace/${model.namespace}/function/${name}`),
    );
    const passRole = statement.find(({ action }) => action.includes("cam:PassRole"));
    expect(passRole?.resource).toEqual([`qcs::cam:::roleName/${model.functions[0]?.role}`]);
  });

  it("is refused with every wrong value at once: the path, what was found and what to write, and no stack", async () => {
    const { exitCode, stdout, stderr } = await withChanges([
      ["runtime: Nodejs20.19", "runtime: Nodejs12.16"],
      ['name: nightly, cron: "0 30 2 * * * *" }', 'name: nightly, cron: "30 2 * * *" }\n      - apigw: { name: web }'],
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toBe(`Error:
Cannot use serverless.yml
  provider.runtime: found "Nodejs12.16"; expected one of Nodejs18.15, Nodejs20.19, Nodejs22.21, Nodejs24.11
  functions.audit.events[0].timer.cron: found "30 2 * * *"; expected seven fields (second minute hour day month \
weekday year): add 0 for the second in front and * for the year behind, "0 30 2 * * * *"
  functions.audit.events[1].apigw: found a mapping; expected a timer: the platform takes no new triggers of the \
API Gateway, a service that is closing (from 2026-10-30 on)
`);
    expect(stderr).not.toMatch(stack);
  });

  it("is refused with every unknown key and event at once, and no stack", async () => {
    const { exitCode, stdout, stderr } = await withChanges([
      ["\nfunctions:", "\nresources: {}\nfunctions:"],
      ["  runtime: Nodejs20.19", "  runtime: Nodejs20.19\n  vpc: x"],
      ["memorySize: 512 # MB", "memory: 512 # MB"],
      ["      - timer: { name: nightly", "      - cos: { bucket: x }\n      - timer: { size: 1, name: nightly"],
    ]);
    expect(exitCode).toBe(1);
    const told = stdout.split("\n").filter((line) => line.includes("at "));
    expect(told.map((line) => line.trim()).sort()).toEqual([
      "at 'functions.audit': unrecognized property 'memory'",
      "at 'functions.audit.events.0': unsupported function event",
      "at 'functions.audit.events.1.timer': unrecognized property 'size'",
      "at 'provider': unrecognized property 'vpc'",
      "at root: unrecognized property 'resources'",
    ]);
    expect(stderr).not.toMatch(stack);
  });
});
