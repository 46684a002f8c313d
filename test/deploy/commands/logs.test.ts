import { describe, expect, it } from "vitest";
import { deployCommand } from "../../../deploy/commands/deploy.ts";
import { logsCommand } from "../../../deploy/commands/logs.ts";
import type { FunctionLogLine } from "../../../emulator/scf/log-line.ts";
import { auditModel, openPlatform } from "../open-platform.ts";

/** Noon of the second of January 2024 in China, when the clock starts; deploying takes a few seconds of it. */
const noon = Date.UTC(2024, 0, 2, 4);

async function openLogged() {
  const platform = await openPlatform();
  await platform.run(deployCommand);
  const topicId = platform.record()?.clsTopicId ?? "";
  function write(message: string, parts: Partial<FunctionLogLine> = {}): void {
    platform.log.append({
      time: noon,
      startedAt: noon,
      topicId,
      functionName: "job-audit-audit",
      namespace: "default",
      requestId: "r1",
      retry: 0,
      type: "Custom",
      message,
      statusCode: 202,
      durationMs: 0,
      memoryMb: 0,
      ...parts,
    });
  }
  return { ...platform, write };
}

const audit = { function: "audit" };

describe("logsCommand", () => {
  it("prints the lines of the function in the last hour, in their order, and nothing that moves a cursor", async () => {
    const { run, write } = await openLogged();
    write("long ago", { time: noon - 3_700_000 });
    write("second\n", { time: noon - 1_000 });
    write("first", { time: noon - 3_500_000, requestId: "r0" });
    write("of another", { functionName: "job-audit-diff" });
    write("\u001b[2Jthird\nand more");
    expect(await run(logsCommand, { flags: audit })).toEqual([
      "2024-01-02T03:01:40.000Z first",
      "2024-01-02T03:59:59.000Z second",
      "2024-01-02T04:00:00.000Z \\u{1b}[2Jthird",
      "  and more",
    ]);
  });

  it("goes as far back as it is told, and keeps to one invocation", async () => {
    const { run, write } = await openLogged();
    write("yesterday", { time: noon - 24 * 3_600_000 });
    write("other", { requestId: "r2" });
    expect(await run(logsCommand, { flags: { ...audit, since: "2d", "request-id": "r1" } })).toEqual([
      "2024-01-01T04:00:00.000Z yesterday",
    ]);
  });

  it("reads more than one page", async () => {
    const { run, write } = await openLogged();
    for (let index = 0; index < 2_345; index += 1) write(`line ${index}`);
    const said = await run(logsCommand, { flags: audit });
    expect(said).toHaveLength(2_345);
    expect(said.at(-1)).toMatch(/line 2344$/);
  });

  it("goes on with new lines, each once, until it is interrupted", async () => {
    const { run, write, clock } = await openLogged();
    write("before");
    const said: string[] = [];
    let polls = 0;
    const sleep: typeof clock.sleep = async (ms, signal) => {
      polls += 1;
      if (polls === 4) throw new Error("interrupted");
      await clock.sleep(ms, signal);
      write(`poll ${polls}`, { time: clock.now() });
      // Late ones are found too.
      if (polls === 2) write("late", { time: clock.now() - 30_000 });
    };
    const context = { clock: { now: clock.now, sleep }, say: (text: string) => void said.push(text) };
    await expect(run(logsCommand, { flags: { ...audit, tail: true }, context })).rejects.toThrow("interrupted");
    expect(said.map((line) => line.slice(25))).toEqual(["before", "poll 1", "late", "poll 2", "poll 3"]);
  });

  it("stops when nobody reads any more", async () => {
    const { run, write } = await openLogged();
    write("before");
    const said = await run(logsCommand, { flags: { ...audit, tail: true }, context: { heard: () => false } });
    expect(said).toHaveLength(1);
  });

  it("prints the log service's own fields as JSON", async () => {
    const { run, write } = await openLogged();
    write("hello");
    const [line = ""] = await run(logsCommand, { flags: { ...audit, json: true } });
    expect(JSON.parse(line)).toMatchObject({ SCF_Message: "hello", SCF_RequestId: "r1", SCF_RetryNum: "0" });
    const none = await run(logsCommand, { flags: { ...audit, json: true, "request-id": "r9" } });
    expect(none).toEqual([]);
  });

  it("says that there is nothing", async () => {
    const { run } = await openLogged();
    expect(await run(logsCommand, { flags: audit })).toEqual([
      "Nothing was logged in that time; lines can be found about a minute after they were written.",
    ]);
  });

  it("says why there is no log to show", async () => {
    const { run, record } = await openPlatform();
    await expect(run(logsCommand, { flags: audit })).rejects.toThrow(
      "Cannot show the log of job-audit-audit: it is not deployed",
    );
    await run(deployCommand, { functions: [auditModel] });
    Object.assign(record() ?? {}, { clsTopicId: "", clsLogsetId: "" });
    await expect(run(logsCommand, { flags: audit })).rejects.toThrow(
      "it has no log topic; name one as provider.logs in serverless.yml, and deploy",
    );
  });

  it("refuses what is no duration and no request id", async () => {
    const { run } = await openPlatform();
    await expect(run(logsCommand, { flags: { ...audit, since: "soon" } })).rejects.toThrow(
      "Cannot use --since soon: expected a duration such as 15m, 2h or 7d",
    );
    await expect(run(logsCommand, { flags: { ...audit, "request-id": 'r1" OR "' } })).rejects.toThrow(
      'Cannot use --request-id r1" OR ": expected letters, digits and -',
    );
  });
});
