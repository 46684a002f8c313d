import { describe, expect, it } from "vitest";
import { readCredentials } from "../../../lib/config/credentials.ts";
import { redactText } from "../../../lib/core/redact.ts";
import { redactCallback } from "../../../lib/core/redact-callback.ts";
import { credentialsOf, plantSecret } from "../../../simulation/making/secrets.ts";

describe("credentialsOf", () => {
  it("gives each try its own, which the program takes and nothing else holds", () => {
    const each = [credentialsOf("s1", 0), credentialsOf("s1", 1), credentialsOf("s2", 0)];
    expect(new Set(each.flatMap((one) => Object.values(one))).size).toBe(9);
    for (const { secretId, secretKey, sessionToken } of each) {
      const env = {
        TENCENTCLOUD_SECRETID: secretId,
        TENCENTCLOUD_SECRETKEY: secretKey,
        TENCENTCLOUD_SESSIONTOKEN: sessionToken,
      };
      expect(readCredentials(env)).toEqual({ secretId, secretKey, sessionToken });
    }
    expect(credentialsOf("s1", 0)).toEqual(credentialsOf("s1", 0));
  });
});

describe("plantSecret", () => {
  it.each(["presigned", "fragment", "user-info", "web-token", "callback", "callback-path"] as const)(
    "plants what stands in the text, and what can be told without it: %s",
    (place) => {
      const { text, secrets } = plantSecret("one", place);
      expect(secrets.length).toBeGreaterThan(0);
      const told = place === "callback-path" ? redactCallback(text) : redactText(text);
      for (const secret of secrets) {
        expect(text).toContain(secret);
        expect(told).not.toContain(secret);
        expect(plantSecret("two", place).text).not.toContain(secret);
      }
    },
  );
});
