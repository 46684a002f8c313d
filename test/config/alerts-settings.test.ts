/** What people may write under `alerts`, and what they are told when it cannot be used. */

import { describe, expect, it } from "vitest";
import { readSettings } from "../../lib/config/settings.ts";
import { ConfigError } from "../../lib/core/errors.ts";
import { least } from "./least-settings.ts";

function problemsOf(alerts: string): readonly string[] {
  try {
    readSettings(`${least}alerts: ${alerts}\n`, "audit.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  throw new Error("the settings were not refused");
}

function sinkProblems(sink: string): readonly string[] {
  return problemsOf(`{ sinks: [{ name: ops, type: slack, urlFrom: U, ${sink} }] }`);
}

const silence = "{ match: { bucket: b }, reason: r, owner: o, until: 2026-12-31 }";
const variable =
  "the name of an environment variable such as ALERTS_URL, which holds the value and begins with neither AUDIT_ nor TENCENTCLOUD_";

describe("readSettings(), of alerts", () => {
  it.each([
    [
      "zh",
      'alerts: found "zh"; expected a mapping with language, repeatNights, alwaysAlert, pageBase, sinks and silences',
    ],
    ["{ language: fr }", 'alerts.language: found "fr"; expected one of en, zh'],
    ["{ repeatNights: 0 }", "alerts.repeatNights: found 0; expected a whole number from 1 to 366"],
    [
      "{ alwaysAlert: [A, A] }",
      "alerts.alwaysAlert: found a list of 2; expected a list of failure codes such as [InputFileNotFound], each once",
    ],
    ["{ sink: [] }", "alerts.sink: unknown key; did you mean sinks?"],
  ])("refuses %s", (alerts, problem) => {
    expect(problemsOf(alerts)).toEqual([problem]);
  });

  it.each([
    ["type: mail", 'alerts.sinks[0].type: found "mail"; expected one of webhook, wecom, dingtalk, feishu, slack'],
    ["name: 'a b'", 'alerts.sinks[0].name: found "a b"; expected a name such as ops: letters, digits, . _ -'],
    ["urlFrom: AUDIT_URL", `alerts.sinks[0].urlFrom: found "AUDIT_URL"; expected ${variable}`],
    [
      "urlFrom: TENCENTCLOUD_SECRETKEY",
      `alerts.sinks[0].urlFrom: found "TENCENTCLOUD_SECRETKEY"; expected ${variable}`,
    ],
    ["severity: low", 'alerts.sinks[0].severity: found "low"; expected one of info, warning, critical'],
    ["allowPrivate: 1", "alerts.sinks[0].allowPrivate: found 1; expected true or false"],
    [
      "secretFrom: S",
      'alerts.sinks[0].secretFrom: found "S"; expected none: wecom and slack do not sign, their address is the secret',
    ],
  ])("refuses a sink with %s", (key, problem) => {
    const sink = Object.entries({ name: "ops", type: "slack", urlFrom: "U" }).filter(([name]) => !key.startsWith(name));
    const text = [...sink.map(([name, value]) => `${name}: ${value}`), key].join(", ");
    expect(problemsOf(`{ sinks: [{ ${text} }] }`)).toEqual([problem]);
  });

  it("wants names that tell sinks apart", () => {
    const sink = "{ name: ops, type: slack, urlFrom: U }";
    const [problem, ...others] = problemsOf(`{ sinks: [${sink}, ${sink}] }`);
    expect(problem).toMatch(/^alerts\.sinks: found a list of 2; expected a list of .*, each name once$/);
    expect(others).toEqual([]);
  });

  it("says where a sink's address and secret belong, and never repeats them", () => {
    const secret = "hunter2";
    const url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa";
    const hook = "https://hooks.slack.com/services/T0/B0/XXXXXXXX";
    const problems = [
      ...sinkProblems(`secret: ${secret}`),
      ...sinkProblems(`url: "${url}"`),
      ...problemsOf(
        `{ sinks: [{ name: a, type: slack, urlFrom: "${url}" }, { name: b, type: slack, urlFrom: "${hook}" }] }`,
      ),
    ];
    expect(problems).toEqual([
      "alerts.sinks[0].secret: secrets come only from the environment; name the variable that holds it as secretFrom, and remove this",
      expect.stringMatching(/^alerts\.sinks\[0\]\.url: unknown key; /),
      `alerts.sinks[0].urlFrom: found a text of ${url.length} characters; expected ${variable}`,
      `alerts.sinks[1].urlFrom: found a text of ${hook.length} characters; expected ${variable}`,
    ]);
    expect(problems.join()).not.toMatch(/hunter2|693a91f6|XXXX/);
  });

  it.each([
    ["match: {}", /^alerts\.silences\[0\]\.match: found a mapping; expected at least one of rule, bucket, queueId, /],
    [
      "match: { rule: spike }",
      /^alerts\.silences\[0\]\.match\.rule: found "spike"; expected one of coverage\.incomplete, /,
    ],
    ["match: { bucket: b, queue: p1 }", /^alerts\.silences\[0\]\.match\.queue: unknown key; did you mean queueId\?$/],
    [
      "until: never",
      /^alerts\.silences\[0\]\.until: found "never"; expected a date such as 2026-12-31, the last night/,
    ],
    ["until: 2026-02-30", /^alerts\.silences\[0\]\.until: found "2026-02-30"; expected a date/],
    ["reason: ' '", /^alerts\.silences\[0\]\.reason: found " "; expected the reason, in words$/],
    ["owner: ''", /^alerts\.silences\[0\]\.owner: found ""; expected who answers for it$/],
  ])("refuses a silence with %s", (key, problem) => {
    const [name = ""] = key.split(":");
    const rest = { match: "{ bucket: b }", reason: "r", owner: "o", until: "2026-12-31" };
    const text = Object.entries({ ...rest, [name]: key.slice(name.length + 2) }).map(([k, v]) => `${k}: ${v}`);
    expect(problemsOf(`{ silences: [{ ${text.join(", ")} }] }`)).toEqual([expect.stringMatching(problem)]);
  });

  it("takes a silence once", () => {
    expect(problemsOf(`{ silences: [${silence}, ${silence}] }`)).toHaveLength(1);
  });

  it.each([
    "https://r.example.com/a?sign=1",
    "https://r.example.com/#a",
    "https://u:p@r.example.com/",
    "ftp://r.example.com",
    "r.example.com",
    "https://r.example.com/a b",
  ])("takes no base of links from %j", (text) => {
    const problems = problemsOf(`{ pageBase: ${JSON.stringify(text)} }`);
    expect(problems).toEqual([expect.stringContaining("expected an http or https address such as")]);
  });

  it.each([
    ["https://r.example.com", "https://r.example.com"],
    ["http://r.example.com:8080/a//", "http://r.example.com:8080/a"],
    ["https://r.example.com/报告/", "https://r.example.com/%E6%8A%A5%E5%91%8A"],
  ])("takes the base %j as %j", (text, base) => {
    const { alerts } = readSettings(`${least}alerts: { pageBase: ${JSON.stringify(text)} }\n`, "x");
    expect(alerts.pageBase).toBe(base);
  });
});
