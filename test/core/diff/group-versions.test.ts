import { describe, expect, it } from "vitest";
import type { ComparedScope } from "../../../lib/core/diff/compared-scopes.ts";
import { comparedVersion, scopesAmong } from "../../../lib/core/diff/group-versions.ts";
import { aScope } from "../../fakes/samples.ts";

describe("comparedVersion()", () => {
  it.each([
    ["its newest, without a history", ["v1", "v2"], [], "v2"],
    ["the one before, while a night has that alone", ["v1", "v2"], [["v1", "v2"], ["v1"]], "v1"],
    ["the newest that all have", ["v2", "v2+a"], [["v2", "v2+b"], ["v2"]], "v2"],
    ["its own where the history has it too", ["v2", "v2+a"], [["v2", "v2+a"]], "v2+a"],
    ["its newest, where none shares any", ["v3"], [["v1"], ["v2"]], "v3"],
    ["what the others share, where one shares none", ["v2", "v3"], [["v2", "v3"], ["v1"], ["v3"]], "v3"],
    ["that of the newest night, where there is none for all", ["v1", "v2"], [["v1"], ["v2"]], "v1"],
  ])("is %s", (_, night, history, expected) => {
    expect(comparedVersion(night, history)).toBe(expected);
  });
});

describe("scopesAmong()", () => {
  const scope: ComparedScope = {
    scope: aScope,
    coverage: "complete",
    earlier: ["incomplete", "complete", "complete"],
    baseline: 1,
  };

  it("changes nothing where every night can be read", () => {
    const scopes = [scope];
    expect(scopesAmong(scopes, [true, true, true])).toBe(scopes);
  });

  it("takes a night that cannot as not audited, and the next complete one for the baseline", () => {
    expect(scopesAmong([scope], [true, false, true])).toEqual([
      { ...scope, earlier: ["incomplete", "not-audited", "complete"], baseline: 2 },
    ]);
    expect(scopesAmong([scope], [true, false, false])).toEqual([
      { ...scope, earlier: ["incomplete", "not-audited", "not-audited"], baseline: null },
    ]);
  });
});
