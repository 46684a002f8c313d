/** What the functions' environment does to settings. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { overrides } from "../../lib/config/override-names.ts";
import { readSettings, type Settings } from "../../lib/config/settings.ts";
import { ConfigError } from "../../lib/core/errors.ts";
import { least } from "./least-settings.ts";

type Env = Record<string, string | undefined>;

function read(env: Env, more = ""): Settings {
  return readSettings(least + more, "job-audit.yaml", env);
}

function problemsOf(env: Env, text: string | null = least): readonly string[] {
  try {
    readSettings(text, "job-audit.yaml", env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  throw new Error("the settings were not refused");
}

describe("overrides()", () => {
  it("has a name for every key but those under keys of one's own choice", () => {
    const names = overrides().map(({ variable }) => variable);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(["AUDIT_STUCK_QUEUED_AFTER", "AUDIT_TAGS_PIC", "AUDIT_FUNCTIONS_DIFF_NAMESPACE"]),
    );
    expect(names.filter((name) => name.startsWith("AUDIT_STUCK_QUEUES"))).toEqual([]);
  });

  it("is what docs/settings.md tells", () => {
    const page = readFileSync(new URL("../../docs/settings.md", import.meta.url), "utf8");
    const told = [...page.matchAll(/^\| `(AUDIT_\w+)` \| `([^`]+)` \| (\w+) \|$/gm)].map(([, ...cells]) => cells);
    expect(told).toEqual(overrides().map(({ variable, path, kind }) => [variable, path.join("."), kind]));
  });
});

describe("readSettings(), with an environment", () => {
  it("takes each value of the environment instead of the file's, and the rest from the file", () => {
    const env = {
      AUDIT_STUCK_QUEUED_AFTER: "3h",
      AUDIT_CONCURRENCY: "4",
      AUDIT_LOOKUP_IDS: "10",
      AUDIT_MAX_LOOKUPS: "5",
      AUDIT_TIME_ZONE: "UTC",
      AUDIT_ENDPOINTS_SCF: "http://127.0.0.1:9",
      AUDIT_FUNCTIONS_DIFF_FUNCTION: "diff",
      AUDIT_FUNCTIONS_DIFF_REGION: "ap-x",
      PATH: "/bin",
      AUDIT_WINDOW: undefined,
    };
    const file = "stuck: { queuedAfter: 1h, runningAfter: 30m, queues: { p1: { queuedAfter: 9h } } }\nwindow: 2h\n";
    expect(read(env, file)).toMatchObject({
      stuck: { queuedAfterMs: 10_800_000, runningAfterMs: 1_800_000, queues: { p1: { queuedAfterMs: 32_400_000 } } },
      concurrency: 4,
      lookupIds: 10,
      maxLookups: 5,
      timeZone: "UTC",
      windowMs: 7_200_000,
      endpoints: { ci: null, cos: null, scf: "http://127.0.0.1:9" },
      functions: { diff: { function: "diff", namespace: "default", region: "ap-x" } },
    });
  });

  it("takes true and false for what is either, and refuses all else", () => {
    const place = { AUDIT_HEARTBEAT_URL_FROM: "BEAT" };
    const allows = (text: string) => read({ ...place, AUDIT_HEARTBEAT_ALLOW_PRIVATE: text }).heartbeat;
    expect(allows("true")).toEqual({ urlFrom: "BEAT", allowPrivate: true });
    expect(allows("false")).toEqual({ urlFrom: "BEAT", allowPrivate: false });
    expect(problemsOf({ ...place, AUDIT_HEARTBEAT_ALLOW_PRIVATE: "1" })).toEqual([
      "AUDIT_HEARTBEAT_ALLOW_PRIVATE: found a text of 1 characters; expected true or false",
    ]);
  });

  it.each([
    ["ap-x", ["ap-x"]],
    ["ap-x, ap-y ,ap-z", ["ap-x", "ap-y", "ap-z"]],
    ["[ap-x, ap-y]", ["ap-x", "ap-y"]],
    ["- ap-x\n- ap-y", ["ap-x", "ap-y"]],
  ])("takes the list %j", (text, regions) => {
    expect(read({ AUDIT_REGIONS: text }).regions).toEqual(regions);
  });

  it("takes lists that are empty or hold more than text", () => {
    const exclude = "[{ bucket: b-1250000000, reason: 'old, and gone' }]";
    expect(read({ AUDIT_EXCLUDE: exclude, AUDIT_BUCKETS: "" }, "buckets: [a-1250000000]")).toMatchObject({
      exclude: [{ bucket: "b-1250000000", queueId: null, reason: "old, and gone" }],
      buckets: [],
    });
  });

  it("takes a text for text, whatever YAML would make of it", () => {
    const report = { AUDIT_REPORT_STORE: "cos", AUDIT_REPORT_BUCKET: "a-1250000000", AUDIT_REPORT_REGION: "ap-x" };
    const env = { ...report, AUDIT_REPORT_PREFIX: "2026" };
    expect(readSettings("regions: [ap-x]", "x", env).report).toEqual({
      store: "cos",
      bucket: "a-1250000000",
      region: "ap-x",
      prefix: "2026",
    });
  });

  it("tells all problems of file and environment at once, by key or by variable", () => {
    const env = {
      AUDIT_SETTLE: "2 hours",
      AUDIT_CONCURRENCY: "many",
      AUDIT_PAGE_SIZE: "0",
      AUDIT_LOOKUP_IDS: "",
      AUDIT_REGIONS: "ap-x,nowhere",
      AUDIT_EXCLUDE: "[{ bucket: b-1250000000, raison: x }]",
      AUDIT_BUCKETS: "[a: ",
      AUDIT_REGION: "ap-x",
      AUDIT_STUCK_QUEUES: "{}",
      AUDIT_SECRET_KEY: "x",
    };
    const problems = problemsOf(env, `${least}catchUp: 0d\nwindw: 1h\n`);
    expect([...problems].sort()).toEqual([
      expect.stringMatching(/^AUDIT_BUCKETS: line 1, column \d+: /),
      "AUDIT_CONCURRENCY: found a text of 4 characters; expected a whole number from 1 to 256",
      "AUDIT_EXCLUDE[0].reason: missing; expected the reason, in words",
      "AUDIT_EXCLUDE[0]: found a mapping; expected bucket, queueId, reason",
      "AUDIT_LOOKUP_IDS: found a text of 0 characters; expected 1 or 10",
      "AUDIT_PAGE_SIZE: found a text of 1 characters; expected a whole number from 1 to 100",
      "AUDIT_REGION: unknown; did you mean AUDIT_REGIONS?",
      "AUDIT_REGIONS[1]: found a text of 7 characters; expected a region such as ap-chongqing",
      "AUDIT_SECRET_KEY: credentials come only from the environment (TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY, TENCENTCLOUD_SESSIONTOKEN); remove it",
      "AUDIT_SETTLE: found a text of 7 characters; expected a duration such as 30s, 90m, 2h or 7d",
      "AUDIT_STUCK_QUEUES: unknown; docs/settings.md has them all",
      'catchUp: found "0d"; expected a duration from 1d to 366d',
      "windw: unknown key; did you mean window?",
    ]);
  });

  it.each([
    [null, "write the file (docs/settings.md shows how) and pack it with the function"],
    ["a: [", expect.stringMatching(/^line 1, column/)],
  ])("tells of the environment too when the file is %j", (text, problem) => {
    expect(problemsOf({ AUDIT_REGION: "x" }, text)).toEqual([
      problem,
      "AUDIT_REGION: unknown; did you mean AUDIT_REGIONS?",
    ]);
  });

  it("leaves a part of the file that is no mapping to be refused", () => {
    expect(problemsOf({ AUDIT_STUCK_QUEUED_AFTER: "1h" }, `${least}stuck: 2h`)).toEqual([
      'stuck: found "2h"; expected a mapping with queuedAfter, runningAfter, queues and learned',
    ]);
  });

  it("repeats no value, however short", () => {
    const env = Object.fromEntries(overrides().map(({ variable }) => [variable, "hunter2!"]));
    const problems = problemsOf(env);
    expect(problems.length).toBeGreaterThan(15);
    expect(problems.join()).not.toContain("hunter2");
  });
});
