import { describe, expect, it } from "vitest";
import { readCredentials } from "../../lib/config/credentials.ts";
import { ConfigError } from "../../lib/core/errors.ts";

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readCredentials(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  throw new Error("the credentials were not refused");
}

describe("readCredentials", () => {
  it("takes permanent ones", () => {
    expect(readCredentials({ TENCENTCLOUD_SECRETID: "id", TENCENTCLOUD_SECRETKEY: "key" })).toEqual({
      secretId: "id",
      secretKey: "key",
      sessionToken: null,
    });
  });

  it("takes temporary ones, and an empty token for none", () => {
    const env = { TENCENTCLOUD_SECRETID: "id", TENCENTCLOUD_SECRETKEY: "key" };
    expect(readCredentials({ ...env, TENCENTCLOUD_SESSIONTOKEN: "t+/=" }).sessionToken).toBe("t+/=");
    expect(readCredentials({ ...env, TENCENTCLOUD_SESSIONTOKEN: "" }).sessionToken).toBeNull();
  });

  it("names all that miss", () => {
    expect(problemsOf({ TENCENTCLOUD_SECRETKEY: "" })).toEqual([
      "TENCENTCLOUD_SECRETID: not set",
      "TENCENTCLOUD_SECRETKEY: not set",
    ]);
  });

  it("sees the names that other tools use", () => {
    expect(problemsOf({ TENCENTCLOUD_SECRET_ID: "id", TENCENTCLOUD_SECRET_KEY: "key" })).toEqual([
      "TENCENTCLOUD_SECRETID: not set; TENCENTCLOUD_SECRET_ID is, which has an underscore too many",
      "TENCENTCLOUD_SECRETKEY: not set; TENCENTCLOUD_SECRET_KEY is, which has an underscore too many",
    ]);
  });

  it("refuses what no signature can hold, without repeating it", () => {
    const problems = problemsOf({
      TENCENTCLOUD_SECRETID: "id\n",
      TENCENTCLOUD_SECRETKEY: "my key",
      TENCENTCLOUD_SESSIONTOKEN: "图",
    });
    expect(problems).toHaveLength(3);
    expect(problems.join("")).not.toMatch(/\bid\n|my key|图/);
  });
});
