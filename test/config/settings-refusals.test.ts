import { describe, expect, it } from "vitest";
import { readSettings } from "../../lib/config/settings.ts";
import { ConfigError } from "../../lib/core/errors.ts";
import { least } from "./least-settings.ts";

function refusal(text: string | null): ConfigError {
  try {
    readSettings(text, "audit.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error("the settings were not refused");
}

function problemsOf(more: string): readonly string[] {
  return refusal(least + more).problems;
}

describe("readSettings", () => {
  it("tells every problem at once", () => {
    const error = refusal(
      "timezone: UTC\nsettle: 2 hours\nstuck: { queuedAfter: 5, runingAfter: 1h }\nconcurrency: 0\n",
    );
    expect(error.message).toBe("Cannot use the settings in audit.yaml");
    expect([...error.problems].sort()).toEqual([
      "concurrency: found 0; expected a whole number from 1 to 256",
      "regions: missing; expected a list of at least one region such as [ap-chongqing]",
      "report: missing; expected { store: cos, bucket, region, prefix } or { store: directory, path }",
      'settle: found "2 hours"; expected a duration such as 30s, 90m, 2h or 7d',
      "stuck.queuedAfter: found 5; expected a duration such as 30s, 90m, 2h or 7d",
      "stuck.runingAfter: unknown key; did you mean runningAfter?",
      "timezone: unknown key; did you mean timeZone?",
    ]);
  });

  it.each([
    ["timeZone: Asia/Peking", 'timeZone: found "Asia/Peking"; expected an IANA time zone such as Asia/Shanghai'],
    ['timeZone: "+08:00"', 'timeZone: found "+08:00"; expected an IANA time zone such as Asia/Shanghai'],
    ["families: [media]", 'families[0]: found "media"; expected one of pic'],
    ["families: []", "families: found a list of 0; expected a list of at least one of pic"],
    [
      "buckets: photos-1250000000",
      'buckets: found "photos-1250000000"; expected a list of buckets, empty to discover them',
    ],
    ["buckets:", "buckets: found nothing; expected a list of buckets, empty to discover them"],
    [
      "buckets: [photos]",
      'buckets[0]: found "photos"; expected a bucket name with its APPID such as photos-1250000000',
    ],
    [
      "buckets: [7]",
      "buckets[0]: found 7; expected a bucket name with its APPID such as photos-1250000000, or { name, region }",
    ],
    ["buckets: [{ name: a-1250000000 }]", "buckets[0].region: missing; expected a region such as ap-chongqing"],
    [
      "buckets: [{ name: a-1250000000, region: ap-x, rgion: 1 }]",
      "buckets[0].rgion: unknown key; did you mean region?",
    ],
    [
      "buckets: [a-1250000000, a-1250000000]",
      "buckets: found a list of 2; expected a list of buckets, empty to discover them, each once",
    ],
    ["exclude: [{ bucket: a-1250000000 }]", "exclude[0].reason: missing; expected the reason, in words"],
    ["spikes: { minRatio: 1 }", "spikes.minRatio: found 1; expected a number from 1.05 to 100"],
    ["spikes: { minExcess: 0 }", "spikes.minExcess: found 0; expected a number from 1 to 1000000"],
    [
      "spikes: { falseDiscoveryRate: 0.9 }",
      "spikes.falseDiscoveryRate: found 0.9; expected a number from 0.000001 to 0.5",
    ],
    [
      "exclude: [a-1250000000]",
      'exclude[0]: found "a-1250000000"; expected { bucket, reason } or { bucket, queueId, reason }',
    ],
    ["tags: { pic: [a/b] }", 'tags.pic[0]: found "a/b"; expected a tag such as PicProcess'],
    ["tags: { pic: [] }", "tags.pic: found a list of 0; expected a list of at least one tag such as [PicProcess]"],
    ["window: 59s", 'window: found "59s"; expected a duration from 1m to 24h'],
    ["window: 2d", 'window: found "2d"; expected a duration from 1m to 24h'],
    ["requestDeadline: 2h", 'requestDeadline: found "2h"; expected a duration from 1s to 1h'],
    ["stuck: 2h", 'stuck: found "2h"; expected a mapping with queuedAfter, runningAfter, queues and learned'],
    [
      'stuck: { queues: { "p 1": {} } }',
      "stuck.queues.p 1: expected a queue id such as p2911917386e148639319e13c285cc774",
    ],
    [
      "stuck: { queues: { p1: { queuedAfter: 0s } } }",
      'stuck.queues.p1.queuedAfter: found "0s"; expected a duration from 1s to 366d',
    ],
    [
      "stuck: { queues: { p1: 5 } }",
      "stuck.queues.p1: found 5; expected a mapping with queuedAfter, runningAfter or both",
    ],
    ["stuck: { learned: { quantile: 1 } }", "stuck.learned.quantile: found 1; expected a number from 0.5 to 0.99999"],
    ["stuck: { learned: { factor: 0.5 } }", "stuck.learned.factor: found 0.5; expected a number from 1 to 100"],
    [
      "stuck: { learned: true }",
      "stuck.learned: found true; expected a mapping with quantile, factor, floor, minJobs and nights, or {}",
    ],
    ["maxRate: 0", "maxRate: found 0; expected a number from 0.1 to 10000"],
    ["concurrency: 1.5", "concurrency: found 1.5; expected a whole number from 1 to 256"],
    ["lookupIds: 5", "lookupIds: found 5; expected 1 or 10"],
    ["maxLookups: 0", "maxLookups: found 0; expected a whole number from 1 to 10000000"],
    ["maxLookups: 10000001", "maxLookups: found 10000001; expected a whole number from 1 to 10000000"],
    ["openMaxAge: 23h", 'openMaxAge: found "23h"; expected a duration from 1d to 366d'],
    [
      "functions: { diff: { region: ap-x } }",
      "functions.diff.function: missing; expected a function's name such as job-audit-diff",
    ],
    [
      "functions: { diff: job-audit-diff }",
      'functions.diff: found "job-audit-diff"; expected { function, region } or { function, namespace, region }',
    ],
    [
      "functions: { diff: { function: diff, namespace: '7', region: ap-x } }",
      'functions.diff.namespace: found "7"; expected a namespace such as default',
    ],
    ["watchdog: { grace: 8d }", 'watchdog.grace: found "8d"; expected a duration from 0s to 7d'],
    ["watchdog: { silence: 59s }", 'watchdog.silence: found "59s"; expected a duration from 1m to 24h'],
    [
      "heartbeat: { urlFrom: AUDIT_URL }",
      'heartbeat.urlFrom: found "AUDIT_URL"; expected the name of an environment variable such as ALERTS_URL, which holds the value and begins with neither AUDIT_ nor TENCENTCLOUD_',
    ],
    ["heartbeat: { urlFrom: PING_URL, allowPrivate: 1 }", "heartbeat.allowPrivate: found 1; expected true or false"],
    ["pageSize: 101", "pageSize: found 101; expected a whole number from 1 to 100"],
    ["pageSize: true", "pageSize: found true; expected a whole number from 1 to 100"],
    [
      "endpoints: { ci: ftp://h }",
      'endpoints.ci: found "ftp://h"; expected an http or https origin such as http://127.0.0.1:9000, with no path, query or user',
    ],
    [
      "endpoints: { ci: { a: 1 } }",
      "endpoints.ci: found a mapping; expected an http or https origin such as http://127.0.0.1:9000",
    ],
    ["nonsense: 1", expect.stringMatching(/^nonsense: unknown key; expected one of timeZone, families, .*endpoints$/)],
    ["__proto__: {}", expect.stringContaining("__proto__: unknown key")],
  ])("refuses %s", (more, problem) => {
    expect(problemsOf(more)).toEqual([problem]);
  });

  it.each(["http://h/path", "http://h?x", "http://h/#x", "http://u:p@h", "h:9000", "http://", "http://h "])(
    "takes no origin from %j",
    (text) => {
      expect(problemsOf(`endpoints: { cos: ${JSON.stringify(text)} }`)).toHaveLength(1);
    },
  );

  it.each([
    [
      "store: s3",
      'report.store: found "s3"; expected { store: cos, bucket, region, prefix } or { store: directory, path }',
    ],
    ["path: x", "report.store: missing; expected { store: cos, bucket, region, prefix } or { store: directory, path }"],
    ["store: directory, bucket: x, path: y", "report.bucket: unknown key; expected one of store, path"],
    ["store: directory, path: ' '", 'report.path: found " "; expected a folder such as ./reports'],
    ["store: cos, bucket: a-1250000000", "report.region: missing; expected a region such as ap-chongqing"],
  ])("refuses a report with %s", (inner, problem) => {
    expect(refusal(`regions: [ap-x]\nreport: { ${inner} }`).problems).toEqual([problem]);
  });

  it.each(["/a", "a/", "a//b", ".", "a/../b", "a b", "图"])("refuses the prefix %j", (prefix) => {
    const report = `{ store: cos, bucket: a-1250000000, region: ap-x, prefix: ${JSON.stringify(prefix)} }`;
    expect(refusal(`regions: [ap-x]\nreport: ${report}`).problems[0]).toContain("report.prefix: found");
  });

  it("says where credentials belong, and never repeats them or what looks like them", () => {
    const secret = "s3cr3tValueThatNobodyMaySee0123456789";
    const problems = problemsOf(
      [
        `secretId: ${secret}`,
        `secretKey: ${secret}`,
        `token: ${secret}`,
        `credentials: { secretKey: ${secret} }`,
        `timeZone: ${secret}`,
        `buckets: [{ name: ${secret}, region: { x: ${secret} } }]`,
        `settle: ${"long ".repeat(20)}`,
        `endpoints: { ci: "https://user:${secret.slice(0, 12)}@host" }`,
      ].join("\n"),
    );
    expect(problems.join("\n")).not.toContain(secret.slice(0, 12));
    expect(problems.filter((problem) => /credentials come only from the environment/.test(problem))).toHaveLength(4);
    expect(problems).toContain(
      "timeZone: found a text of 37 characters; expected an IANA time zone such as Asia/Shanghai",
    );
  });

  it.each([
    ["a: [", /^line 3, column \d+: /],
    ["window: 1h\nwindow: 2h", "line 4, column 1: duplicate key"],
    ["window: !secret abc", "line 3, column 9: tag resolve failed"],
    ["? [a]\n: b", /non string key/],
    ["--- x", /multiple docs|^line/],
    ["window: *nowhere", "an alias stands for nothing, or for too much"],
  ])("tells where YAML is wrong, and not what stands there: %j", (more, problem) => {
    const error = refusal(least + more);
    expect(error.message).toBe("Cannot read settings from audit.yaml: it is not the YAML of a settings file");
    expect(error.problems[0]).toMatch(problem);
  });

  it("takes no file and an empty one for what they are", () => {
    expect(refusal(null).message).toBe("Cannot read settings from audit.yaml: there is no such file");
    expect(refusal(null).problems).toHaveLength(1);
    expect(refusal("").problems).toHaveLength(2);
    expect(refusal("[a]").problems).toEqual([
      "the file: found a list of 1; expected a mapping of settings such as `regions: [ap-chongqing]`",
    ]);
  });
});
