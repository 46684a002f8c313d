import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { producer } from "../../lib/runtime/producer.ts";

describe("producer", () => {
  it("is what package.json says", () => {
    const { name, version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(producer).toEqual({ name, version });
  });
});
