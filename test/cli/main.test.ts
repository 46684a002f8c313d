/** The process itself: arguments, streams, signals and the exit code. Everything else is tested without one. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "./small-cloud.ts";

function start(args: readonly string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "cli/main.ts", ...args], {
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, exited: once(child, "exit"), out: text(child.stdout), err: text(child.stderr) };
}

describe("job-audit", () => {
  it("decodes what comes by a pipe", async () => {
    const { child, exited, out } = start(["decode", "-"]);
    child.stdin.end("<Response><RequestId>r1</RequestId></Response>");
    expect(await exited).toEqual([0, null]);
    expect(await out).toBe("");
  });

  it("exits with 2 when it is used wrongly, and says so on standard error", async () => {
    const { exited, out, err } = start(["run", "--config", join(await temporaryFolder(), "gone.yaml")]);
    expect(await exited).toEqual([2, null]);
    expect(await out).toBe("");
    expect(await err).toMatch(/^Cannot read settings from .*gone\.yaml: there is no such file; /);
  });

  it("ends in peace when it is interrupted", async () => {
    const { child, exited, err } = start(["emulator", "--port", "0"]);
    await once(child.stdout, "data");
    child.kill("SIGINT");
    expect(await exited).toEqual([0, null]);
    expect(await err).toBe("The emulator has stopped.\n");
  });
});
