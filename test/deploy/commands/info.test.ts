import { describe, expect, it } from "vitest";
import { deployCommand } from "../../../deploy/commands/deploy.ts";
import { infoCommand } from "../../../deploy/commands/info.ts";
import { auditModel, diffModel, openPlatform, packed } from "../open-platform.ts";

const mark = (code: string) => packed(auditModel, code).sha256.slice(0, 12);

describe("infoCommand", () => {
  it("tells what is deployed, when its timers fire next, and that it is what is declared", async () => {
    const { run } = await openPlatform();
    await run(deployCommand);
    expect(await run(infoCommand, { functions: [auditModel, diffModel] })).toEqual([
      "In ap-chongqing, namespace default:",
      "job-audit-audit: Active",
      // The clock stands at noon of the second of January 2024 in China.
      `  code      ${mark("1")}, 0 KB, last changed 2024-01-02 12:00:00`,
      "  runs      Nodejs20.19, index.main_handler, 512 MB, 900 s, role auditor",
      "  variables ALERTS_SECRET",
      expect.stringMatching(/^ {2}logs {6}topic [\w-]{36}$/),
      "  retries   2 more after a failed start, none after 21600 s",
      "  trigger   nightly: 0 30 2 * * * *, next 2024-01-03 02:30:00 UTC+8",
      "  drift     none: it is what serverless.yml declares",
      "job-audit-diff: not deployed",
    ]);
  });

  it("tells in one line how it differs from the file", async () => {
    const { run } = await openPlatform();
    const timers = auditModel.triggers.map((timer) => ({ ...timer, enabled: false }));
    await run(deployCommand, { functions: [{ ...auditModel, role: null, environment: {}, triggers: timers }] });
    const changed = { ...auditModel, role: null, environment: {}, triggers: [], memorySize: 64 };
    const said = await run(infoCommand, { functions: [changed], code: "2" });
    expect(said).toContain("  runs      Nodejs20.19, index.main_handler, 512 MB, 900 s, no role");
    expect(said).toContain("  variables none");
    expect(said).toContain("  trigger   nightly: 0 30 2 * * * *, off");
    expect(said.at(-1)).toBe(
      `  drift     code, memorySize, trigger nightly is not declared (here ${mark("2")}, there ${mark("1")}): see npx serverless plan`,
    );
  });

  it("tells of a function that somebody else made, or whose creation failed", async () => {
    const faults = [{ action: "CreateFunction", code: "InternalError", message: "broken", how: "fail" }] as const;
    const { run, record } = await openPlatform({ faults });
    await expect(run(deployCommand)).rejects.toThrow("CreateFailed");
    Object.assign(record() ?? {}, { description: "made by hand", clsTopicId: "", clsLogsetId: "" });
    const said = await run(infoCommand);
    expect(said[1]).toBe("job-audit-audit: CreateFailed (InternalError: broken)");
    expect(said[2]).toMatch(/^ {2}code {6}not of this program, /);
    expect(said).toContain("  logs      no topic");
    expect(said).toContain("  retries   not told in this state");
    expect(said.at(-1)).toMatch(/^ {2}drift {5}it cannot be deployed, code, .*there unknown\)/);
  });

  it("tells the same as one line of JSON, without values of the environment", async () => {
    const { run } = await openPlatform();
    await run(deployCommand);
    const [line = "", ...more] = await run(infoCommand, {
      functions: [{ ...auditModel, timeout: 60, triggers: [] }, diffModel],
      flags: { json: true },
    });
    expect(more).toEqual([]);
    expect(line).not.toContain("hush");
    const trigger = { name: "nightly", type: "timer", what: "0 30 2 * * * *", next: "2024-01-03 02:30:00 UTC+8" };
    expect(JSON.parse(line)).toMatchObject({
      functions: [
        {
          function: "audit",
          deployed: { status: "Active", code: mark("1"), variables: ["ALERTS_SECRET"], triggers: [trigger] },
          drift: ["timeout", "trigger nightly"],
        },
        { function: "diff", name: "job-audit-diff", deployed: null },
      ],
    });
  });
});
