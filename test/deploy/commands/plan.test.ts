import { describe, expect, it } from "vitest";
import { deployCommand } from "../../../deploy/commands/deploy.ts";
import { planCommand } from "../../../deploy/commands/plan.ts";
import { auditModel, diffModel, openPlatform, packed } from "../open-platform.ts";

const mark = (code: string) => packed(auditModel, code).sha256.slice(0, 12);

describe("planCommand", () => {
  it("tells every field of what would be created, and does nothing", async () => {
    const { run, calls, record } = await openPlatform();
    expect(await run(planCommand)).toEqual([
      "job-audit-audit: to be created",
      `  code: ${mark("1")}`,
      "  handler: index.main_handler",
      "  runtime: Nodejs20.19",
      "  description: Audits.",
      "  memorySize: 512 MB",
      "  timeout: 900 s",
      "  role: auditor",
      "  environment.ALERTS_SECRET: (hidden)",
      "  retry.attempts: 2",
      "  retry.maxAgeSeconds: 21600 s",
      "  trigger nightly: 0 30 2 * * * *",
      "In ap-chongqing, namespace default: 1 to create. Nothing was done.",
    ]);
    expect(calls()).toEqual({ GetFunction: 1 });
    expect(record()).toBeNull();
  });

  it("tells what would change, field by field, what stays, and no value of the environment", async () => {
    const { run, calls, record } = await openPlatform();
    const functions = [auditModel, diffModel];
    await run(deployCommand, { functions });
    await run(deployCommand, {
      functions: [
        { ...auditModel, triggers: [{ name: "by-hand", cron: "0 0 4 * * * *", argument: "x", enabled: false }] },
      ],
    });
    calls();
    const changed = {
      ...auditModel,
      description: "",
      timeout: 60,
      role: null,
      environment: { ALERTS_SECRET: "other-hush", ALERTS_URL: "https://hush.example" },
      triggers: [{ name: "nightly", cron: "0 30 3 * * * *", argument: null, enabled: true }],
    };
    const said = await run(planCommand, { functions: [changed, { ...diffModel, environment: {} }] });
    expect(said).toEqual([
      "job-audit-audit: 6 changes",
      "  description: Audits. -> none",
      "  timeout: 900 s -> 60 s",
      "  role: auditor -> none",
      "  environment.ALERTS_SECRET: changed",
      "  environment.ALERTS_URL: added",
      "  trigger nightly.cron: 0 30 2 * * * * -> 0 30 3 * * * *",
      "  trigger by-hand: 0 0 4 * * * *, argument x, off: not in serverless.yml; it stays (--prune removes it)",
      "job-audit-diff: 1 change",
      "  environment.ALERTS_SECRET: removed",
      "In ap-chongqing, namespace default: 2 to change. Nothing was done.",
    ]);
    expect(said.join("\n")).not.toContain("hush");
    expect(Object.keys(calls()).sort()).toEqual(["GetFunction", "GetFunctionEventInvokeConfig", "ListTriggers"]);
    expect(record()).toMatchObject({ timeout: 900, environment: auditModel.environment });

    const pruned = await run(planCommand, { functions: [auditModel], flags: { prune: true, force: true } });
    expect(pruned.slice(1, -1)).toEqual([
      `  code: ${mark("1")}, sent again`,
      "  trigger by-hand: 0 0 4 * * * *, argument x, off -> none",
    ]);
  });

  it("tells that nothing would change, what other code would be sent, and in which state a function is", async () => {
    const { run, clock } = await openPlatform();
    await run(deployCommand);
    expect(await run(planCommand)).toEqual([
      "job-audit-audit: nothing to change",
      "In ap-chongqing, namespace default: 1 as declared. Nothing was done.",
    ]);
    expect(await run(planCommand, { code: "2" })).toContain(`  code: ${mark("1")} -> ${mark("2")}`);
    const dying = { ...clock, sleep: () => Promise.reject(new Error("killed")) };
    await expect(run(deployCommand, { code: "2", context: { clock: dying } })).rejects.toThrow("killed");
    expect((await run(planCommand, { code: "2" }))[0]).toBe("job-audit-audit: 3 changes (Updating now)");
  });

  it("tells what a deployment would refuse", async () => {
    const { run } = await openPlatform();
    await run(deployCommand);
    const [first] = await run(planCommand, { functions: [{ ...auditModel, runtime: "Nodejs18.15" }] });
    expect(first).toMatch(/^job-audit-audit: cannot be deployed: it runs on Nodejs20\.19/);
  });

  it("tells the same as one line of JSON", async () => {
    const { run } = await openPlatform();
    await run(deployCommand);
    const changed = { ...auditModel, memorySize: 1024, environment: { ALERTS_SECRET: "other-hush" }, triggers: [] };
    const [line = "", ...more] = await run(planCommand, { functions: [changed], flags: { json: true } });
    expect(more).toEqual([]);
    expect(JSON.parse(line)).toEqual({
      region: "ap-chongqing",
      namespace: "default",
      functions: [
        {
          function: "audit",
          name: "job-audit-audit",
          status: "Active",
          code: packed(auditModel).sha256,
          bytes: packed(auditModel).bytes,
          changes: [
            { step: "configuration", field: "memorySize", from: "512 MB", to: "1024 MB" },
            { step: "configuration", field: "environment.ALERTS_SECRET", from: "(hidden)", to: "(hidden)" },
          ],
          stay: [{ trigger: "nightly", what: "0 30 2 * * * *" }],
          refusal: null,
        },
      ],
    });
  });
});
