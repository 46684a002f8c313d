import { describe, expect, it } from "vitest";
import { createRedactor } from "../../lib/runtime/redactor.ts";

const env = {
  TENCENTCLOUD_SECRETID: "madeUpId",
  TENCENTCLOUD_SECRETKEY: "made up (key) of $& odd signs",
  TENCENTCLOUD_SESSIONTOKEN: "short",
  OTHER: "otherwise",
};

describe("createRedactor", () => {
  const redactor = createRedactor(env);

  it("cuts the credentials of the process wherever they stand", () => {
    const told = redactor.text(`a madeUpId, madeUpId and ${env.TENCENTCLOUD_SECRETKEY}b`);
    expect(told).toMatch(/^a (\[cut:[0-9a-f]{12}\]), \1 and \[cut:[0-9a-f]{12}\]b$/);
  });

  it("cuts what looks like a secret", () => {
    expect(redactor.text("see https://u:p@h/x?q-signature=1a2b3c")).not.toMatch(/u:p|1a2b3c/);
  });

  it("leaves words that are as short as no credential, and other variables", () => {
    expect(redactor.text("short and otherwise")).toBe("short and otherwise");
    expect(createRedactor({}).text("madeUpId")).toBe("madeUpId");
  });

  it("cuts what it is told of later too, from then on", () => {
    const later = createRedactor(env);
    expect(later.text("key-of-a-sink")).toBe("key-of-a-sink");
    later.hide(["key-of-a-sink", "robot"]);
    expect(later.text("a key-of-a-sink, madeUpId, robot")).toMatch(/^a \[cut:\w+\], \[cut:\w+\], robot$/);
  });

  it("goes through records and lists and keeps what is no text", () => {
    const told = redactor.copy({ a: [{ b: "madeUpId" }], c: 1, d: null, e: true, f: undefined, g: "x" });
    expect(told).toEqual({
      a: [{ b: expect.stringMatching(/^\[cut:/) }],
      c: 1,
      d: null,
      e: true,
      f: undefined,
      g: "x",
    });
  });
});
