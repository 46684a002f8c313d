import { CommonClient } from "tencentcloud-sdk-nodejs-common";
import { scf } from "tencentcloud-sdk-nodejs-scf";
import { describe, expect, it } from "vitest";
import { createIdentities } from "../../emulator/cam/identities.ts";
import { createCos } from "../../emulator/cos/cos.ts";
import { createMemoryStorage } from "../../emulator/cos/memory-storage.ts";
import { readSettings } from "../../lib/config/settings.ts";
import { deployPolicy } from "../../lib/core/policy/deploy-policy.ts";
import { type PolicyDocument, policyDocument } from "../../lib/core/policy/policy.ts";
import { compose } from "../../lib/runtime/compose.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { base64, nightFunction, openDeployments, zipOf } from "../emulator/scf/open-deployments.ts";
import { noon } from "../emulator/small-world.ts";
import { deployerCredential, factsFor, policySettings, roleName } from "./policed-cloud.ts";
import { withoutAction, withoutStatement } from "./without.ts";

const signal = new AbortController().signal;
const region = "ap-guangzhou";
const flags = { logTopic: "topic-1", code: "code-1250000000/job-audit" };
const whole = policyDocument(deployPolicy(factsFor(policySettings(), flags)));
const code = base64(zipOf({ "index.js": "exports.main_handler = () => 2;\n" }));

interface Asked {
  readonly deploy?: PolicyDocument;
  readonly FunctionName?: string;
  readonly Role?: string;
  readonly TopicId?: string;
  readonly prefix?: string;
  readonly namesFunctions?: boolean;
}

/** Every call of a deployment from the first to the last, and how each that was refused was refused. */
async function deployAll(asked: Asked = {}): Promise<Readonly<Record<string, string>>> {
  const { deploy = whole, FunctionName = "job-audit-audit", Role = roleName, TopicId = "topic-1" } = asked;
  const storage = createMemoryStorage();
  const bucket = { name: "code-1250000000", region, versioning: "never", multiAz: false } as const;
  const identities = createIdentities({
    users: [{ credential: deployerCredential, policy: deploy }],
    roles: [roleName, "admin"].map((name) => ({ name, policy: whole })),
    newId: () => "id",
    namesFunctions: asked.namesFunctions ?? true,
  });
  const otherActions = { SearchLog: { version: "2020-10-16", answer: () => ({ Results: [] }) } };
  const cos = createCos({ buckets: [bucket], storage, now: () => noon });
  const { emulator, pass } = await openDeployments({ scf: { otherActions }, emulator: { identities, cos } });
  const profile = { httpProfile: { protocol: "http://" as const, endpoint: `127.0.0.1:${emulator.port}` } };
  const client = new scf.v20180416.Client({ credential: deployerCredential, region, profile });
  const logs = new CommonClient(profile.httpProfile.endpoint, "2020-10-16", {
    credential: deployerCredential,
    region,
    profile,
  });
  const settings = [
    "regions: [ap-guangzhou]",
    `report: { store: cos, bucket: ${bucket.name}, region: ${region}, prefix: ${asked.prefix ?? "job-audit"} }`,
    `endpoints: { cos: "${emulator.url}" }`,
  ].join("\n");
  const { store } = compose(readSettings(settings, "the test"), {
    clock: createQuickClock(noon),
    credentials: () => ({ ...deployerCredential, sessionToken: null }),
  });

  const timer = { FunctionName, TriggerName: "nightly", Type: "timer" };
  const retries = { RetryConfig: [{ RetryNum: 1 }], MsgTTL: 3600 };
  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    "cos:PutObject": async () => store.put("v1/code.zip", Buffer.of(1), signal),
    "scf:CreateFunction": async () => client.CreateFunction(nightFunction({ FunctionName, Role })),
    "scf:GetFunction": async () => client.GetFunction({ FunctionName }),
    "scf:UpdateFunctionCode": async () => client.UpdateFunctionCode({ FunctionName, ZipFile: code }),
    "scf:UpdateFunctionConfiguration": async () =>
      client.UpdateFunctionConfiguration({ FunctionName, Role, Timeout: 900 }),
    "scf:UpdateFunctionEventInvokeConfig": async () =>
      client.UpdateFunctionEventInvokeConfig({ FunctionName, AsyncTriggerConfig: retries }),
    "scf:GetFunctionEventInvokeConfig": async () => client.GetFunctionEventInvokeConfig({ FunctionName }),
    "scf:CreateTrigger": async () => client.CreateTrigger({ ...timer, TriggerDesc: "0 30 2 * * * *" }),
    "scf:ListTriggers": async () => client.ListTriggers({ FunctionName }),
    "scf:UpdateTrigger": async () => client.UpdateTrigger({ ...timer, TriggerDesc: "0 45 2 * * * *" }),
    "scf:InvokeFunction": async () => client.Invoke({ FunctionName }),
    "cls:SearchLog": async () => logs.request("SearchLog", { TopicId, From: 0, To: 1, Query: "" }),
    "scf:DeleteTrigger": async () => client.DeleteTrigger(timer),
    "scf:DeleteFunction": async () => client.DeleteFunction({ FunctionName }),
  };
  const refusals: Record<string, string> = {};
  for (const [action, step] of Object.entries(steps)) {
    await step().catch((error: { code: string; serviceCode?: string }) => {
      refusals[action] = error.serviceCode ?? error.code;
    });
    pass();
  }
  return refusals;
}

const refused: Readonly<Record<string, string>> = {
  "cls:SearchLog": "AuthFailure.UnauthorizedOperation",
  "cos:PutObject": "AccessDenied",
};

function refusalOf(action: string): string {
  return refused[action] ?? "UnauthorizedOperation.CAM";
}

const actions = whole.statement.flatMap(({ action }) => action);

describe("the deploying user's policy", () => {
  it("is all that a deployment needs, from its first call to its last", async () => {
    expect(await deployAll()).toEqual({});
  });

  it.each(actions.filter((action) => action !== "cam:PassRole"))("is refused without %s", async (action) => {
    expect(await deployAll({ deploy: withoutAction(whole, action) })).toMatchObject({ [action]: refusalOf(action) });
  });

  it("hands out no role without cam:PassRole, and none but the functions' own with it", async () => {
    const expected = { "scf:CreateFunction": "UnauthorizedOperation.CAM" };
    expect(await deployAll({ deploy: withoutAction(whole, "cam:PassRole") })).toMatchObject(expected);
    expect(await deployAll({ Role: "admin" })).toMatchObject(expected);
  });

  it.each([...whole.statement.keys()])("is refused without its statement %d", async (at) => {
    expect(await deployAll({ deploy: withoutStatement(whole, at) })).not.toEqual({});
  });

  it("touches no other function, reads no other topic, and puts code nowhere else", async () => {
    const ofFunctions = actions.filter((action) => action.startsWith("scf:"));
    const everyOne = Object.fromEntries(ofFunctions.map((action) => [action, "UnauthorizedOperation.CAM"]));
    expect(await deployAll({ FunctionName: "payroll" })).toEqual(everyOne);
    expect(await deployAll({ TopicId: "topic-2" })).toEqual({ "cls:SearchLog": refusalOf("cls:SearchLog") });
    expect(await deployAll({ prefix: "site" })).toEqual({ "cos:PutObject": "AccessDenied" });
  });

  it("names no functions where the platform takes none", async () => {
    const refusedAll = await deployAll({ namesFunctions: false });
    expect(Object.keys(refusedAll)).toHaveLength(actions.filter((action) => action.startsWith("scf:")).length);
    const open = policyDocument(deployPolicy(factsFor(policySettings(), { ...flags, anyFunction: true })));
    expect(await deployAll({ deploy: open, namesFunctions: false })).toEqual({});
  });
});
