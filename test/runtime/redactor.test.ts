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

  it("cuts them where they stand in an address, percent-encoded", () => {
    expect(redactor.text("x?y=made%20up%20(key)%20of%20%24%26%20odd%20signs")).not.toContain("made%20up");
  });

  it("goes through records and lists and keeps what is no text", () => {
    expect(JSON.stringify(redactor.copy({ "of madeUpId": 1 }))).toMatch(/^\{"of \[cut:\w{12}\]":1\}$/);
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

  it("cuts what stands under a secret's name, whatever its depth and looks", () => {
    const { copy } = redactor;
    const cut = expect.stringMatching(/^\[cut:\w{12}\]$/);
    expect(copy({ token: "plain", inner: { secretKey: ["words", { a: "more" }] } })).toEqual({
      token: cut,
      inner: { secretKey: [cut, { a: cut }] },
    });
    expect(copy({ token: "", password: null, signature: 7, signal: "success" })).toEqual({
      ...{ token: "", password: null, signature: 7, signal: "success" },
    });
  });

  it("goes through maps", () => {
    expect(redactor.copy(new Map([["a madeUpId", { b: "madeUpId" }]]))).toEqual(
      new Map([[expect.stringMatching(/^a \[cut:/), { b: expect.stringMatching(/^\[cut:/) }]]),
    );
  });

  it("cuts a secret that holds another one whole", () => {
    const later = createRedactor(env);
    later.hide(["a madeUpId and more"]);
    expect(later.text("a madeUpId and more")).toMatch(/^\[cut:\w{12}\]$/);
  });
});
