import { describe, expect, it } from "vitest";
import type { DeployModel } from "../../deploy/function-model.ts";
import { readModel } from "../../deploy/read-model.ts";
import { ConfigError } from "../../lib/core/errors.ts";
import { leastFunction, leastModel, leastProvider } from "./least-service.ts";

type Change = Readonly<Record<string, unknown>>;

/** With a provider and one function, `audit`, changed. */
function modelWith(provider: Change, audit: Change): DeployModel {
  return readModel({
    provider: { ...leastProvider, ...provider },
    functions: { audit: { ...leastFunction, ...audit } },
  });
}

function functionWith(provider: Change, audit: Change) {
  return modelWith(provider, audit).functions[0];
}

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return [error.message, ...error.problems];
    throw error;
  }
  return [];
}

describe("readModel()", () => {
  it("needs a region, a name and a source, and knows the rest", () => {
    expect(modelWith({}, {})).toEqual({
      region: "ap-chongqing",
      namespace: "default",
      endpoint: null,
      code: null,
      functions: [leastModel],
    });
  });

  it("takes a bucket for code, with or without a prefix", () => {
    const bucket = "code-1250000000";
    expect(modelWith({ code: { bucket } }, {}).code).toEqual({ bucket, prefix: "" });
    expect(modelWith({ code: { bucket, prefix: "a/b" } }, {}).code).toEqual({ bucket, prefix: "a/b" });
    expect(problemsOf(() => modelWith({ code: { bucket: "code", prefix: "/a" } }, {}))).toEqual([
      "Cannot use serverless.yml",
      'provider.code.bucket: found "code"; expected a bucket name with its APPID such as photos-1250000000',
      'provider.code.prefix: found "/a"; expected a prefix such as job-audit, with no / at its ends',
    ]);
  });

  it("keeps all that is said, in the order of the file", () => {
    const timer = { name: "nightly", cron: " 0  30 2 * * * * ", argument: "x", enabled: false };
    const logs = { logsetId: "set-1", topicId: "topic-1" };
    const rest = { description: "Audits.", handler: "index.other", runtime: "Nodejs18.15", memorySize: 64, timeout: 1 };
    const more = { environment: { A: "1" }, role: "other", logs, retry: { attempts: 0, maxAgeSeconds: 60 } };
    const functions = {
      zebra: { ...leastFunction, name: "zebra" },
      audit: { ...leastFunction, ...rest, ...more, events: [{ timer }, { timer: { ...timer, name: "two" } }] },
    };
    const provider = { ...leastProvider, namespace: "audits", endpoint: "http://127.0.0.1:9000/", stage: "dev" };

    const model = readModel({ provider, functions });
    expect(model).toMatchObject({ namespace: "audits", endpoint: "http://127.0.0.1:9000" });
    expect(model.functions.map(({ key }) => key)).toEqual(["zebra", "audit"]);
    const read = { name: "nightly", cron: "0 30 2 * * * *", argument: "x", enabled: false };
    expect(model.functions[1]).toEqual({
      ...leastModel,
      ...rest,
      ...more,
      triggers: [read, { ...read, name: "two" }],
    });
  });

  it("takes from the provider what a function does not say, and puts their variables together", () => {
    const logs = { logsetId: "set-1", topicId: "topic-1" };
    const retry = { attempts: 1, maxAgeSeconds: 600 };
    const said = { runtime: "Nodejs22.21", memorySize: 256, timeout: 60, role: "auditor", logs, retry };
    const environment = { A: "provider", B: "provider" };
    expect(functionWith({ ...said, environment }, { environment: { B: "function" } })).toEqual({
      ...leastModel,
      ...said,
      environment: { A: "provider", B: "function" },
    });
    expect(functionWith(said, { role: "other", timeout: 1 })).toMatchObject({ role: "other", timeout: 1 });
  });

  it("takes an empty value, as of a variable that is not set, for none", () => {
    const empty = { endpoint: "", role: "", logs: { logsetId: "", topicId: "" }, environment: null };
    expect(modelWith(empty, { events: null })).toEqual(modelWith({}, {}));
    expect(functionWith({ role: "auditor" }, { role: "" })).toMatchObject({ role: null });
    const timer = { name: "nightly", cron: "0 30 2 * * * *", argument: "" };
    expect(functionWith({}, { events: [{ timer }] })?.triggers).toEqual([{ ...timer, argument: null, enabled: true }]);
  });

  it("tells every wrong value at once, with its path and what is allowed", () => {
    const audit = { memorySize: 500, timeout: 901, events: [{ timer: { name: "nightly", cron: "30 2 * * *" } }] };
    expect(problemsOf(() => modelWith({ runtime: "Nodejs12.16" }, audit))).toEqual([
      "Cannot use serverless.yml",
      'provider.runtime: found "Nodejs12.16"; expected one of Nodejs18.15, Nodejs20.19, Nodejs22.21, Nodejs24.11',
      "functions.audit.memorySize: found 500; expected 64, or 128 to 3072 in steps of 128",
      "functions.audit.timeout: found 901; expected a whole number from 1 to 900",
      'functions.audit.events[0].timer.cron: found "30 2 * * *"; expected seven fields (second minute hour day month ' +
        'weekday year): add 0 for the second in front and * for the year behind, "0 30 2 * * * *"',
    ]);
  });

  it("says of an event of the API Gateway that the service is closing", () => {
    expect(problemsOf(() => functionWith({}, { events: [{ apigw: { name: "x" } }] }))[1]).toBe(
      "functions.audit.events[0].apigw: found a mapping; expected a timer: the platform takes no new triggers of the " +
        "API Gateway, a service that is closing (from 2026-10-30 on)",
    );
  });

  it.each([
    [{ region: "Chongqing" }, {}, "provider.region"],
    [{ namespace: "9" }, {}, "provider.namespace"],
    [{ endpoint: "127.0.0.1" }, {}, "provider.endpoint"],
    [{ retry: { attempts: 3, maxAgeSeconds: 60 } }, {}, "provider.retry.attempts"],
    [{ retry: { attempts: 2, maxAgeSeconds: 59 } }, {}, "provider.retry.maxAgeSeconds"],
    [{ retry: { attempts: 2, maxAgeSeconds: 21_601 } }, {}, "provider.retry.maxAgeSeconds"],
    [{ logs: { logsetId: "set-1", topicId: "" } }, {}, "provider.logs"],
    [{}, { name: "audit-" }, "functions.audit.name"],
    [{}, { name: `a${"b".repeat(60)}` }, "functions.audit.name"],
    [{}, { description: "Audits [everything]" }, "functions.audit.description"],
    [{}, { entry: "../audit.ts" }, "functions.audit.entry"],
    [{}, { handler: "main.main_handler" }, "functions.audit.handler"],
    [{}, { memorySize: 0 }, "functions.audit.memorySize"],
    [{}, { memorySize: 3200 }, "functions.audit.memorySize"],
    [{}, { role: "an other" }, "functions.audit.role"],
    [{}, { events: [{ timer: { name: "a", cron: "0 30 2 * * * *" } }] }, "functions.audit.events[0].timer.name"],
  ])("refuses %j with %j: %s", (provider, audit, path) => {
    const [, ...problems] = problemsOf(() => modelWith(provider, audit));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${path.replace(/[[\].]/g, "\\$&")}: `));
  });

  it("judges the names of variables and never tells their values", () => {
    const environment = { "A-B": "hush", "1A": "hush", TENCENTCLOUD_SECRETKEY: "hush", A_1: "hush" };
    const at = "functions.audit.environment: found a mapping; expected";
    expect(problemsOf(() => functionWith({}, { environment })).slice(1)).toEqual([
      `${at} names of letters, digits and _, the first a letter, unlike A-B`,
      `${at} names of letters, digits and _, the first a letter, unlike 1A`,
      `${at} no TENCENTCLOUD_SECRETKEY: the functions have their credentials from the role`,
    ]);
  });

  it("counts a timer's argument in bytes", () => {
    const timer = (argument: string) => ({ timer: { name: "nightly", cron: "0 30 2 * * * *", argument } });
    expect(functionWith({}, { events: [timer("中".repeat(1_365))] })?.triggers).toHaveLength(1);
    expect(problemsOf(() => functionWith({}, { events: [timer("中".repeat(1_366))] }))[1]).toBe(
      "functions.audit.events[0].timer.argument: found a text of 1366 characters; expected at most 4 KB of text",
    );
  });

  it("counts the bytes of the variables together with their names, as the platform does", () => {
    const environment = { A: "中".repeat(1_000), B: "x".repeat(1_094) };
    expect(functionWith({ environment }, {})?.environment).toEqual(environment);
    expect(problemsOf(() => functionWith({ environment }, { environment: { C: "" } }))).toEqual([
      "Cannot use serverless.yml",
      "functions.audit.environment: 4097 bytes with the provider's variables; the platform takes 4096",
    ]);
  });

  it("refuses more timers than the platform takes, and names that stand twice", () => {
    const timer = (name: string) => ({ timer: { name, cron: "0 30 2 * * * *" } });
    const ten = Array.from({ length: 10 }, (_, index) => timer(`timer-${index}`));
    expect(functionWith({}, { events: ten })?.triggers).toHaveLength(10);
    const functions = { audit: { ...leastFunction, events: [...ten, timer("timer-3")] }, diff: leastFunction };
    expect(problemsOf(() => readModel({ provider: leastProvider, functions }))).toEqual([
      "Cannot use serverless.yml",
      "functions.audit.events: 11 timers; the platform takes 10",
      "functions.audit.events: more than one timer is called timer-3",
      "functions: more than one has the name job-audit-audit",
    ]);
  });
});
