/** Deployments that something comes in the way of, and what the next one makes of it. */

import { describe, expect, it } from "vitest";
import { deployCommand } from "../../../deploy/commands/deploy.ts";
import { ConfigError, ServiceError } from "../../../lib/core/errors.ts";
import { auditModel, openPlatform, packed } from "../open-platform.ts";

/** Of a packed function, as the description has it. */
const mark = (code: string) => packed(auditModel, code).sha256.slice(0, 12);

describe("deployCommand, when something fails", () => {
  it("stops with the platform's own words when a creation or an update fails, and the next one tells what to do or mends it", async () => {
    const broken = { code: "InternalError.System", message: "the disk is full", how: "fail" } as const;
    const created = await openPlatform({ faults: [{ action: "CreateFunction", ...broken }] });
    await expect(created.run(deployCommand)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^Cannot deploy job-audit-audit: it is CreateFailed: InternalError\.System: the disk is full \(request [\w-]{36}\); it cannot be updated; run `npx serverless remove`, which leaves the reports, and deploy again$/,
      ),
      code: "SERVICE",
      serviceCode: "InternalError.System",
      requestId: expect.stringMatching(/./),
    });
    await expect(created.run(deployCommand)).rejects.toMatchObject({
      problems: [
        expect.stringMatching(/its creation failed \(InternalError\.System: the disk is full\).*serverless remove/),
      ],
    });

    const updated = await openPlatform({ faults: [{ action: "UpdateFunctionCode", times: 1, ...broken }] });
    await updated.run(deployCommand);
    await expect(updated.run(deployCommand, { code: "2" })).rejects.toThrow("it is UpdateFailed: InternalError.System");
    await updated.run(deployCommand, { code: "2" });
    expect(updated.record()).toMatchObject({ status: "Active", codeSha256: packed(auditModel, "2").sha256 });
  });

  it("sends code again whose update failed, though the function has the same code by its description", async () => {
    const broken = { code: "InternalError.System", how: "fail", times: 1 } as const;
    const { run, record } = await openPlatform({ faults: [{ action: "UpdateFunctionConfiguration", ...broken }] });
    await run(deployCommand);
    await expect(run(deployCommand, { functions: [{ ...auditModel, timeout: 60 }] })).rejects.toThrow("UpdateFailed");
    expect(record()).toMatchObject({ status: "UpdateFailed", timeout: 900 });
    const said = await run(deployCommand);
    expect(said).toContain(`job-audit-audit: updating its code to ${mark("1")} (0 KB)`);
    expect(record()?.status).toBe("Active");
  });

  it.each(["CreateFunction", "UpdateFunctionEventInvokeConfig", "CreateTrigger"])(
    "is completed by the next one when it was stopped at %s",
    async (action) => {
      const faults = [{ action, times: 1, code: "LimitExceeded.Trigger" as const }];
      const { run, record } = await openPlatform({ faults });
      await expect(run(deployCommand)).rejects.toBeInstanceOf(ServiceError);
      await run(deployCommand);
      expect(record()).toMatchObject({ status: "Active", triggers: [{ name: "nightly" }] });
      expect(await run(deployCommand)).toContain("job-audit-audit: nothing to change");
    },
  );

  it("is completed by the next one when it was killed while the platform was still creating, or between code and mark", async () => {
    const killed = new Error("killed");
    const { run, record, clock } = await openPlatform();
    const dying = { ...clock, sleep: () => Promise.reject(killed) };
    await expect(run(deployCommand, { context: { clock: dying } })).rejects.toBe(killed);
    expect(record()?.status).toBe("Creating");
    const said = await run(deployCommand);
    expect(said.slice(0, 2)).toEqual([
      "job-audit-audit: Creating",
      "job-audit-audit: trigger nightly created: 0 30 2 * * * *",
    ]);

    await expect(run(deployCommand, { code: "2", context: { clock: dying } })).rejects.toBe(killed);
    await run(deployCommand, { code: "2" });
    expect(record()).toMatchObject({
      status: "Active",
      description: `Audits. Code ${mark("2")}.`,
      codeSha256: packed(auditModel, "2").sha256,
    });
  });

  it("goes through throttling, passing failures and answers that were lost", async () => {
    const changing = ["CreateFunction", "CreateTrigger", "UpdateFunctionCode", "UpdateFunctionConfiguration"] as const;
    const lost = changing.map((action) => ({ action, times: 1, code: "InternalError" as const, how: "lose" as const }));
    const throttled = { action: "GetFunction", nth: 1, times: 3, code: "RequestLimitExceeded" as const };
    const { run, record } = await openPlatform({ faults: [...lost, throttled] });
    await run(deployCommand);
    await run(deployCommand, { code: "2" });
    expect(record()).toMatchObject({ status: "Active", codeSha256: packed(auditModel, "2").sha256 });
    expect(record()?.triggers).toHaveLength(1);
  });

  it("gives up when failures do not pass, with the platform's words and request id", async () => {
    const { run, clock } = await openPlatform({
      faults: [{ action: "CreateFunction", code: "InternalError", message: "again" }],
    });
    const began = clock.now();
    await expect(run(deployCommand)).rejects.toThrow(
      /^Cannot create the function job-audit-audit: InternalError: again \(request [\w-]+\)$/,
    );
    expect(clock.now() - began).toBe(500 + 1000 + 2000 + 4000 + 8000);
  });

  it("names the variables that miss when there are no credentials", async () => {
    const { run } = await openPlatform();
    await expect(run(deployCommand, { context: { env: {} } })).rejects.toMatchObject({
      problems: ["TENCENTCLOUD_SECRETID: not set", "TENCENTCLOUD_SECRETKEY: not set"],
    });
  });

  it("repeats no value of the environment, though the platform does", async () => {
    const faults = [
      { action: "CreateFunction", code: "InvalidParameterValue.Environment", message: 'no "hush-hush" here' },
    ] as const;
    const { run } = await openPlatform({ faults });
    await expect(run(deployCommand)).rejects.toThrow('InvalidParameterValue.Environment: no "(hidden)" here (request ');
  });

  it("says in which namespace there is nothing to deploy to", async () => {
    const { run } = await openPlatform();
    const refusal = run(deployCommand, { model: { namespace: "audits" } });
    await expect(refusal).rejects.not.toBeInstanceOf(ConfigError);
    await expect(refusal).rejects.toThrow(/ResourceNotFound\.Namespace: .*create the namespace, or name another one/);
  });
});
