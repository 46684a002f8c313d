import { describe, expect, it } from "vitest";
import { deploy, deployCommand } from "../../../deploy/commands/deploy.ts";
import { auditModel, codeBucket, diffModel, openPlatform, packed } from "../open-platform.ts";

const functions = [auditModel, diffModel];
const reading = ["GetFunction", "ListTriggers", "GetFunctionEventInvokeConfig"];

/** Of a packed function, as the description has it. */
const mark = (code: string) => packed(auditModel, code).sha256.slice(0, 12);

describe("deployCommand", () => {
  it("creates what is not there, waits until it is active, and says what it does", async () => {
    const { run, record, calls } = await openPlatform();
    const said = await run(deployCommand, { functions });
    expect(said).toEqual([
      `job-audit-audit: creating it with the code ${mark("1")} (0 KB)`,
      "job-audit-audit: Creating",
      "job-audit-audit: failed starts are tried 2 more times, none after 21600 s",
      "job-audit-audit: trigger nightly created: 0 30 2 * * * *",
      `job-audit-diff: creating it with the code ${mark("1")} (0 KB)`,
      "job-audit-diff: Creating",
      "job-audit-diff: failed starts are tried 2 more times, none after 21600 s",
      "Deployed in ap-chongqing, namespace default: 2 created.",
    ]);
    expect(record()).toMatchObject({
      description: `Audits. Code ${mark("1")}.`,
      handler: "index.main_handler",
      runtime: "Nodejs20.19",
      memorySize: 512,
      timeout: 900,
      environment: { ALERTS_SECRET: "hush-hush" },
      role: "auditor",
      status: "Active",
      codeSha256: packed(auditModel).sha256,
      retry: { attempts: 2, maxAgeSeconds: 21_600 },
      triggers: [{ name: "nightly", cron: "0 30 2 * * * *", argument: null, enabled: true }],
    });
    expect(calls()).toMatchObject({ CreateFunction: 2, CreateTrigger: 1 });
  });

  it("changes nothing the second time, and only reads", async () => {
    const { run, calls } = await openPlatform();
    await run(deployCommand, { functions });
    calls();
    expect(await run(deployCommand, { functions })).toEqual([
      "job-audit-audit: nothing to change",
      "job-audit-diff: nothing to change",
      "Deployed in ap-chongqing, namespace default: 2 as declared.",
    ]);
    expect(Object.keys(calls()).sort()).toEqual([...reading].sort());
  });

  it("brings code, configuration, retries and triggers up to date, in this order", async () => {
    const { run, record, calls } = await openPlatform();
    await run(deployCommand);
    calls();
    const changed = {
      ...auditModel,
      memorySize: 1024,
      environment: {},
      role: null,
      logs: { logsetId: "set-1", topicId: "topic-1" },
      retry: { attempts: 0, maxAgeSeconds: 60 },
      triggers: [
        { name: "nightly", cron: "0 0 3 * * * *", argument: "x", enabled: false },
        { name: "again", cron: "0 30 5 * * * *", argument: null, enabled: true },
      ],
    };
    expect(await run(deployCommand, { functions: [changed], code: "2" })).toEqual([
      `job-audit-audit: updating its code to ${mark("2")} (0 KB)`,
      "job-audit-audit: Updating",
      "job-audit-audit: updating its configuration",
      "job-audit-audit: Updating",
      "job-audit-audit: failed starts are tried 0 more times, none after 60 s",
      "job-audit-audit: trigger again created: 0 30 5 * * * *",
      "job-audit-audit: trigger nightly updated: 0 0 3 * * * *, argument x, off",
      "Deployed in ap-chongqing, namespace default: 1 changed.",
    ]);
    const { key: _, name, entry: __, logs, description, triggers, ...same } = changed;
    expect(record()).toMatchObject({
      ...same,
      description: `Audits. Code ${mark("2")}.`,
      clsTopicId: "topic-1",
      codeSha256: packed(auditModel, "2").sha256,
    });
    expect(record()?.triggers).toMatchObject(triggers);
    expect(calls()).toMatchObject({ UpdateFunctionCode: 1, UpdateFunctionConfiguration: 1, UpdateTrigger: 1 });
  });

  it("sends no code for a configuration alone, and the code alone again with --force", async () => {
    const { run, calls } = await openPlatform();
    await run(deployCommand);
    calls();
    await run(deployCommand, { functions: [{ ...auditModel, timeout: 60 }] });
    expect(calls()).toEqual({
      GetFunction: expect.any(Number),
      ListTriggers: 1,
      GetFunctionEventInvokeConfig: 1,
      UpdateFunctionConfiguration: 1,
    });
    const forced = { functions: [{ ...auditModel, timeout: 60 }], flags: { force: true } };
    expect(await run(deployCommand, forced)).toContain(`job-audit-audit: updating its code to ${mark("1")} (0 KB)`);
  });

  it("leaves triggers alone that the file lacks, unless it is told to prune", async () => {
    const { run, record } = await openPlatform();
    await run(deployCommand);
    const without = { functions: [{ ...auditModel, triggers: [] }] };
    expect(await run(deployCommand, without)).toContain("job-audit-audit: nothing to change");
    expect(record()?.triggers).toHaveLength(1);
    const said = await run(deployCommand, { ...without, flags: { prune: true } });
    expect(said).toContain("job-audit-audit: trigger nightly removed");
    expect(record()?.triggers).toEqual([]);
  });

  it("refuses another runtime before it does anything, and says what to do", async () => {
    const { run, calls } = await openPlatform();
    await run(deployCommand);
    calls();
    const other = { functions: [diffModel, { ...auditModel, runtime: "Nodejs18.15" }] };
    await expect(run(deployCommand, other)).rejects.toMatchObject({
      message: "Cannot deploy; nothing was done",
      problems: [
        "job-audit-audit: it runs on Nodejs20.19, serverless.yml says Nodejs18.15, and the platform changes no runtime; " +
          "put Nodejs20.19 back, or run `npx serverless remove`, which leaves the reports, and deploy again",
      ],
    });
    expect(Object.keys(calls()).sort()).toEqual([...reading].sort());
  });

  it("puts code that is too large for a call into the bucket that is named", async () => {
    const { run, record, storage } = await openPlatform();
    const code = { bucket: codeBucket.name, prefix: "zips" };
    const limits = { besideBucket: 10, inCall: 20 };
    const large = (context: Parameters<typeof deploy>[0]) => deploy(context, limits);
    await run({ run: large }, { model: { code } });
    expect(record()?.codeSha256).toBe(packed(auditModel).sha256);
    expect((await storage.list(codeBucket.name, "")).map(({ key }) => key)).toEqual([
      `zips/job-audit-audit-${mark("1")}.zip`,
    ]);
    await run({ run: large }, { code: "2", model: { code: { ...code, prefix: "" } } });
    expect(record()?.codeSha256).toBe(packed(auditModel, "2").sha256);
    await expect(run({ run: large }, { code: "3" })).rejects.toThrow(
      /^Cannot send the code of job-audit-audit: its zip has \d+ bytes, and a call takes 20; name a bucket/,
    );
  });

  it("prints one line of JSON where it is asked to, without values of the environment", async () => {
    const { run } = await openPlatform();
    const [line = "", ...more] = await run(deployCommand, { flags: { json: true } });
    expect(more).toEqual([]);
    expect(line).not.toContain("hush");
    expect(JSON.parse(line)).toMatchObject({
      region: "ap-chongqing",
      functions: [{ function: "audit", status: null, changes: expect.arrayContaining([]) }],
    });
  });
});
