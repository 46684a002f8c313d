import { type ChildProcess, spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { createOpener } from "../../cli/opener.ts";

/** Starts a program of this test's in place of the one that was asked for, and keeps what that was. */
function standIn(program: string, args: readonly string[]) {
  const asked: string[][] = [];
  const started: ChildProcess[] = [];
  return {
    asked,
    started,
    spawn: (name: string, names: readonly string[]) => {
      asked.push([name, ...names]);
      const child = spawn(program, args, { stdio: "ignore" });
      started.push(child);
      return child;
    },
  };
}

const exit = (code: number) => standIn(process.execPath, ["-e", `process.exit(${code})`]);

describe("createOpener()", () => {
  it.each([
    ["linux", ["xdg-open", "/a b.html"]],
    ["darwin", ["open", "/a b.html"]],
    ["win32", ["rundll32", "url.dll,FileProtocolHandler", "/a b.html"]],
  ] as const)("asks what %s has for it, with the path as one argument", async (platform, command) => {
    const { asked, spawn } = exit(0);
    expect(await createOpener({ platform, spawn, patienceMs: 30_000 })("/a b.html")).toBe(true);
    expect(asked).toEqual([command]);
  });

  it("tells when the program did not take the file", async () => {
    expect(await createOpener({ platform: "linux", patienceMs: 30_000, ...exit(3) })("/a.html")).toBe(false);
  });

  it("tells when there is no such program", async () => {
    const none = standIn("/nowhere/xdg-open", []);
    expect(await createOpener({ platform: "linux", patienceMs: 30_000, ...none })("/a.html")).toBe(false);
  });

  it("does not wait for a browser that stays open", async () => {
    const browser = standIn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    expect(await createOpener({ platform: "linux", patienceMs: 1, ...browser })("/a.html")).toBe(true);
    for (const child of browser.started) child.kill();
  });
});
