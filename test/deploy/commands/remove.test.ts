import { describe, expect, it } from "vitest";
import { deployCommand } from "../../../deploy/commands/deploy.ts";
import { removeCommand } from "../../../deploy/commands/remove.ts";
import { ConfigError } from "../../../lib/core/errors.ts";
import { auditModel, diffModel, openPlatform } from "../open-platform.ts";

const functions = [auditModel, diffModel];
const settings = () => {
  throw new ConfigError("there is no file");
};

describe("removeCommand", () => {
  it("deletes what is deployed when it may, waits until it is gone, and says that reports stay and where", async () => {
    const { run, record, calls } = await openPlatform();
    await run(deployCommand);
    calls();
    expect(await run(removeCommand, { functions, flags: { yes: true } })).toEqual([
      "job-audit-audit: Deleting",
      "job-audit-audit: deleted",
      "Deleted 1 function in ap-chongqing, namespace default. Reports stay, in cos://audit-1250000000/audits.",
    ]);
    expect(record()).toBeNull();
    expect(calls()).toMatchObject({ DeleteFunction: 1, GetFunction: expect.any(Number) });
    expect(await run(removeCommand, { functions, flags: { yes: true } })).toEqual([
      "Nothing is deployed in ap-chongqing, namespace default. Reports stay, in cos://audit-1250000000/audits.",
    ]);
  });

  it("asks on a terminal, naming what it would delete", async () => {
    const { run, record } = await openPlatform();
    await run(deployCommand, { functions });
    const questions: string[] = [];
    const answering = (answer: string) => ({
      settings,
      ask: async (question: string) => {
        questions.push(question);
        return answer;
      },
    });
    const refused = run(removeCommand, { functions, context: answering("y") });
    await expect(refused).rejects.toThrow(/^Nothing was deleted$/);
    expect(record()?.status).toBe("Active");
    const said = await run(removeCommand, { functions, context: answering(" Yes ") });
    expect(said[0]).toBe(
      "To be deleted in ap-chongqing, namespace default, each with its triggers: job-audit-audit, job-audit-diff. Reports stay.",
    );
    expect(questions).toEqual(['Type "yes" to delete:', 'Type "yes" to delete:']);
    expect(record()).toBeNull();
  });

  it("refuses where nobody can be asked", async () => {
    const { run, record } = await openPlatform();
    await run(deployCommand);
    await expect(run(removeCommand)).rejects.toThrow(
      "Cannot ask whether to delete, as there is no terminal; nothing was deleted. Say --yes to delete",
    );
    expect(record()?.status).toBe("Active");
  });

  it("waits for what is being deleted already", async () => {
    const { run, clock, record } = await openPlatform();
    await run(deployCommand);
    const dying = { ...clock, sleep: () => Promise.reject(new Error("killed")) };
    const yes = { flags: { yes: true } };
    await expect(run(removeCommand, { ...yes, context: { clock: dying } })).rejects.toThrow("killed");
    expect(record()?.status).toBe("Deleting");
    expect(await run(removeCommand, yes)).toContain("job-audit-audit: deleted");
    expect(record()).toBeNull();
  });

  it("tells what it deleted as JSON", async () => {
    const { run } = await openPlatform();
    await run(deployCommand);
    expect(await run(removeCommand, { flags: { yes: true, json: true } })).toEqual([
      '{"region":"ap-chongqing","namespace":"default","deleted":["job-audit-audit"]}',
    ]);
  });

  it("hides no defect behind the sentence on reports", async () => {
    const { run } = await openPlatform();
    const broken = () => {
      throw new TypeError("defect");
    };
    await expect(run(removeCommand, { context: { settings: broken } })).rejects.toThrow("defect");
  });
});
