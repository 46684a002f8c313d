import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uuidOf } from "../../lib/core/uuid-of.ts";

describe("uuidOf", () => {
  it("is a UUID of version 8 for any name, and always the same", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(uuidOf(name)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(uuidOf(name)).toBe(uuidOf(name));
      }),
    );
  });

  it("differs by name", () => {
    const names = Array.from({ length: 1_000 }, (_, index) => uuidOf(String(index)));
    expect(new Set(names).size).toBe(1_000);
  });

  it("is the name's SHA-256 but for version and variant", () => {
    // printf abc | sha256sum: ba7816bf8f01cfea414140de5dae2223b003…
    expect(uuidOf("abc")).toBe("ba7816bf-8f01-8fea-8141-40de5dae2223");
  });
});
