/** Every command under the printed policy of who deploys, and under the same without one of its statements. */

import { describe, expect, it } from "vitest";
import { deploy, deployCommand } from "../../deploy/commands/deploy.ts";
import { infoCommand } from "../../deploy/commands/info.ts";
import { invokeCommand } from "../../deploy/commands/invoke.ts";
import { logsCommand } from "../../deploy/commands/logs.ts";
import { planCommand } from "../../deploy/commands/plan.ts";
import { removeCommand } from "../../deploy/commands/remove.ts";
import { createIdentities } from "../../emulator/cam/identities.ts";
import { deployPolicy } from "../../lib/core/policy/deploy-policy.ts";
import { type PolicyDocument, policyDocument } from "../../lib/core/policy/policy.ts";
import { deployerCredential, factsFor } from "../policy/policed-cloud.ts";
import { withoutStatement } from "../policy/without.ts";
import { leastSettings } from "./least-service.ts";
import { auditModel, codeBucket, openPlatform } from "./open-platform.ts";

const flags = { role: "auditor", code: `${codeBucket.name}/zips` };
const whole = policyDocument(deployPolicy(factsFor(leastSettings, flags)));

interface Ran {
  /** What each command was refused for, or null. */
  readonly refused: Readonly<Record<string, string | null>>;
  /** The operations that were asked of the platform, its log service and object storage. */
  readonly asked: readonly string[];
}

async function allCommands(policy: PolicyDocument): Promise<Ran> {
  const { run, calls } = await openPlatform({
    ...deployerCredential,
    identities: createIdentities({
      users: [{ credential: deployerCredential, policy }],
      roles: [{ name: "auditor", policy: whole }],
      newId: () => "id",
    }),
  });
  const audit = { function: "audit" };
  const timers = auditModel.triggers.map((timer) => ({ ...timer, enabled: false }));
  const model = { code: { bucket: codeBucket.name, prefix: "zips" } };
  const large = { run: (context: Parameters<typeof deploy>[0]) => deploy(context, { besideBucket: 1, inCall: 1 }) };
  const commands = {
    plan: () => run(planCommand),
    deploy: () => run(deployCommand),
    "deploy changes": () =>
      run(deployCommand, { functions: [{ ...auditModel, timeout: 60, triggers: timers }], code: "2" }),
    "deploy --prune": () =>
      run(deployCommand, { functions: [{ ...auditModel, triggers: [] }], flags: { prune: true } }),
    "deploy large code": () => run(large, { code: "3", model }),
    info: () => run(infoCommand),
    invoke: () => run(invokeCommand, { flags: audit }),
    logs: () => run(logsCommand, { flags: audit }),
    remove: () => run(removeCommand, { flags: { yes: true } }),
  };
  const refused: Record<string, string | null> = {};
  for (const [name, command] of Object.entries(commands)) {
    refused[name] = await command().then(
      () => null,
      (error: Error) => error.message,
    );
  }
  return { refused, asked: Object.keys(calls()) };
}

/** The vendor's pages name the action of `Invoke` otherwise than itself ("Permission Management Overview"). */
function actionOf(operation: string): string {
  const others: Readonly<Record<string, string>> = {
    Invoke: "scf:InvokeFunction",
    SearchLog: "cls:SearchLog",
    "PUT /zips": "cos:PutObject",
  };
  return others[operation] ?? `scf:${operation}`;
}

const deploys = ["deploy", "deploy changes", "deploy --prune", "deploy large code"];
const everything = ["plan", ...deploys, "info", "invoke", "logs", "remove"];

/** By an action of each statement: what fails without it. */
const needs: Readonly<Record<string, readonly string[]>> = {
  "scf:GetFunction": everything,
  // Nothing is there to be looked into, run or removed then.
  "scf:CreateFunction": [...deploys, "invoke", "logs"],
  "scf:CreateTrigger": ["deploy", "deploy changes", "deploy large code"],
  "scf:InvokeFunction": ["invoke"],
  "scf:DeleteFunction": ["remove"],
  "cam:PassRole": [...deploys, "invoke", "logs"],
  "cls:SearchLog": ["logs"],
  "cos:PutObject": ["deploy large code"],
};

describe("the policy of who deploys", () => {
  it("permits every command", async () => {
    const { refused } = await allCommands(whole);
    expect(refused).toEqual(Object.fromEntries(everything.map((name) => [name, null])));
  });

  it("has each action that is asked for, handing out the role beside them, and no other", async () => {
    const { asked } = await allCommands(whole);
    const actions = whole.statement.flatMap(({ action }) => action);
    expect([...asked].map(actionOf).concat("cam:PassRole").sort()).toEqual([...actions].sort());
  });

  it("is asked for every statement that it has", () => {
    expect(whole.statement.map(({ action }) => action.find((each) => each in needs)).sort()).toEqual(
      Object.keys(needs).sort(),
    );
  });

  it.each(Object.entries(needs))(
    "permits less without %s and what stands with it, and that is told",
    async (action, failing) => {
      const at = whole.statement.findIndex((statement) => statement.action.includes(action));
      const { refused } = await allCommands(withoutStatement(whole, at));
      const failed = Object.entries(refused).filter(([, message]) => message !== null);
      expect(failed.map(([name]) => name).sort()).toEqual([...failing].sort());
      const messages = failed.map(([, message]) => message ?? "");
      expect(messages.filter((message) => /UnauthorizedOperation|AccessDenied/.test(message)).length).toBeGreaterThan(
        0,
      );
      for (const message of messages) expect(message).not.toContain(deployerCredential.secretKey);
    },
  );
});
