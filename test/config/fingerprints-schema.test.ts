/** What people may write under `fingerprints`, and what they are told when it cannot be used. */

import { describe, expect, it } from "vitest";
import { readSettings } from "../../lib/config/settings.ts";
import { ConfigError } from "../../lib/core/errors.ts";
import { least } from "./least-settings.ts";

function problemsOf(rules: string): readonly string[] {
  try {
    readSettings(`${least}fingerprints: { rules: ${rules} }\n`, "audit.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  throw new Error("the settings were not refused");
}

const pattern =
  "a pattern of at most 200 characters such as 'shard-*': text with * for a part of a word, ** for any text, {name} for a named part";

describe("readSettings(), of fingerprints", () => {
  it.each([
    ["{ mask: 'a*', as: a }", "reason: missing; expected the reason, in words"],
    ["{ mask: '**', as: a, reason: x }", `mask: found "**"; expected ${pattern}`],
    ["{ mask: '(a+)+$', as: a, regex: true, reason: x }", /^regex: unknown key; expected one of mask, split, merge, /],
    ["{ as: a, reason: x }", /^found a mapping; expected one of mask, split and merge in each rule$/],
    ["{ mask: a, split: 'x {b}', reason: x }", /^found a mapping; expected one of mask, split and merge in each rule$/],
    ["{ mask: a, reason: x }", /^as: missing; expected a name such as shard: .*, for mask and merge alone$/],
    ["{ mask: a, as: 'A1', reason: x }", /^as: found "A1"; expected a name such as shard: /],
    ["{ split: 'a {b}', as: c, reason: x }", /^as: found "c"; expected .* for mask and merge alone$/],
    [
      "{ split: 'a *', reason: x }",
      'split: found "a *"; expected a pattern with a {name}, or byOperation: true beside it',
    ],
    [
      "{ mask: a, as: a, byOperation: true, reason: x }",
      "byOperation: found true; expected none: it is for split alone",
    ],
    ["{ merge: [], as: a, reason: x }", /^merge: found a list of 0; expected a list of at least one of: a pattern /],
    ["{ merge: [a, a], as: a, reason: x }", /^merge: found a list of 2; expected .*, each once$/],
    ["{ merge: ['a{b', c], as: a, reason: x }", `merge[0]: found "a{b"; expected ${pattern}`],
    ["{ mask: a, as: a, code: '', reason: x }", /^code: found ""; expected a failure code such as DownloadFailed$/],
  ])("refuses the rule %s", (rule, problem) => {
    const problems = problemsOf(`[${rule}]`).map((each) => each.replace(/^fingerprints\.rules\[0\][.:] ?/, ""));
    expect(problems).toEqual([typeof problem === "string" ? problem : expect.stringMatching(problem)]);
  });

  it("refuses a rule twice", () => {
    const rule = "{ mask: a, as: a, reason: x }";
    expect(problemsOf(`[${rule}, ${rule}]`)).toEqual([
      expect.stringMatching(/^fingerprints\.rules: found a list of 2; expected .*, each once$/),
    ]);
  });
});
