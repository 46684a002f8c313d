import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CommandContext, Flags, OnlineCommand } from "../../deploy/command.ts";
import type { Osls, OslsFunction } from "../../deploy/osls.ts";
import { createPlugin } from "../../deploy/plugin.ts";
import type { World } from "../../deploy/world.ts";
import { ConfigError, ServiceError } from "../../lib/core/errors.ts";
import { manualClock } from "../fakes/manual-clock.ts";
import { leastFunction, leastProvider } from "./least-service.ts";
import { makeProject } from "./small-project.ts";

class ToldError extends Error {
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

let root = "";
let said: string[] = [];
let functions: Record<string, OslsFunction> = {};
const world: World = {
  env: { HOME: "/home/me" },
  clock: manualClock(0),
  say: (text) => void said.push(text),
  heard: () => true,
  ask: async () => null,
};

beforeEach(async () => {
  root = await makeProject();
  said = [];
  functions = { audit: { ...leastFunction } as OslsFunction };
});
afterEach(() => rm(root, { recursive: true, force: true }));

function plug({ flags = {}, provider = leastProvider, online = {} }: Given = {}) {
  const registered: unknown[] = [];
  const osls: Osls = {
    serviceDir: root,
    service: { provider, functions },
    configSchemaHandler: { defineProvider: (name) => void registered.push(["schema", name]) },
    classes: { Error: ToldError },
    setProvider: (name) => void registered.push(["provider", name]),
  };
  const { commands, hooks } = createPlugin(osls, flags, world, online);
  return { registered, commands, run: async (hook: string) => hooks[hook]?.() };
}

interface Given {
  readonly flags?: Flags;
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly online?: Readonly<Record<string, OnlineCommand>>;
}

const packaging = "before:package:createDeploymentArtifacts";

describe("createPlugin()", () => {
  it("registers the provider and its schema", () => {
    expect(plug().registered).toEqual([
      ["provider", "tencent"],
      ["schema", "tencent"],
    ]);
  });

  it("judges serverless.yml before any command", async () => {
    await plug().run("initialize");
    const wrong = plug({ provider: { ...leastProvider, runtime: "Python3.6" } });
    const refusal = wrong.run("initialize");
    await expect(refusal).rejects.toBeInstanceOf(ToldError);
    await expect(refusal).rejects.toMatchObject({
      code: "CONFIG",
      message: expect.stringMatching(/^Cannot use serverless\.yml\n {2}provider\.runtime: found "Python3\.6"; /),
    });
  });

  it("writes a zip a function to .serverless, prints its sizes and keeps osls from packing it again", async () => {
    await plug().run(packaging);
    const { length } = await readFile(join(root, ".serverless", "audit.zip"));
    expect(length).toBeLessThan(2_000);
    expect(said).toEqual([
      expect.stringMatching(/^audit: +index\.js 1 KB, zip 1 KB, sha256 [0-9a-f]{12}: \.serverless\/audit\.zip$/),
    ]);
    expect(functions["audit"]?.package).toEqual({ artifact: ".serverless/audit.zip" });
  });

  it("writes to the folder that is named", async () => {
    await plug({ flags: { package: "some/where" } }).run(packaging);
    expect((await readFile(join(root, "some", "where", "audit.zip"))).subarray(0, 2).toString()).toBe("PK");
  });

  it("says which folder it cannot write to", async () => {
    await writeFile(join(root, "taken"), "");
    await expect(plug({ flags: { package: "taken" } }).run(packaging)).rejects.toMatchObject({
      message: `Cannot write the packages to ${join(root, "taken")}: EEXIST`,
    });
  });

  it("gives an online command the model, what is packed, its flags and the world, each when it is asked for", async () => {
    const contexts: CommandContext[] = [];
    const options = { function: { usage: "which", type: "string", shortcut: "f", required: true } } as const;
    const invoke: OnlineCommand = {
      usage: "starts a function",
      options,
      run: async (context) => void contexts.push(context),
    };
    const flags: Record<string, string> = {};
    const { commands, run } = plug({ flags, online: { invoke } });
    expect(commands).toEqual({ invoke: { usage: "starts a function", options, lifecycleEvents: ["run"] } });

    flags["function"] = "audit";
    await run("invoke:run");
    const [context] = contexts;
    expect(context).toMatchObject({ ...world, flags: { function: "audit" }, model: { region: "ap-chongqing" } });
    const packed = (await context?.pack()) ?? [];
    expect(packed.map(({ model }) => model.key)).toEqual(["audit"]);
    const [audit] = context?.model.functions ?? [];
    expect(audit && context?.settings(audit).report).toMatchObject({ bucket: "audit-1250000000" });
  });

  it("tells its own errors without a stack, with every problem, and others as they are", async () => {
    const failing = (error: Error): OnlineCommand => ({ usage: "", options: {}, run: () => Promise.reject(error) });
    const defect = new Error("defect");
    const refused = new ServiceError("Cannot read job-audit-audit: refused", {
      status: 403,
      serviceCode: "AuthFailure",
      requestId: null,
    });
    const { run } = plug({
      online: {
        plan: failing(new ConfigError("Cannot plan", { problems: ["one", "two\n  three"] })),
        info: failing(refused),
        logs: failing(defect),
      },
    });
    await expect(run("plan:run")).rejects.toMatchObject({ message: "Cannot plan\n  one\n  two\n    three" });
    await expect(run("info:run")).rejects.toMatchObject({ message: refused.message, code: "SERVICE" });
    await expect(run("info:run")).rejects.toBeInstanceOf(ToldError);
    await expect(run("logs:run")).rejects.toBe(defect);
  });
});
