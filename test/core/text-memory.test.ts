import { describe, expect, it } from "vitest";
import { createTextMemory } from "../../lib/core/text-memory.ts";

function counted(most: number, longest = 100) {
  const memory = createTextMemory({ most, longest });
  const made: string[] = [];
  const recall = (text: string) =>
    memory.recall(text, () => {
      made.push(text);
      return text.toUpperCase();
    });
  return { recall, made };
}

describe("createTextMemory()", () => {
  it("makes each once, and gives the same again", () => {
    const { recall, made } = counted(9);
    expect(["a", "b", "a", "", ""].map(recall)).toEqual(["A", "B", "A", "", ""]);
    expect(made).toEqual(["a", "b", ""]);
  });

  it("begins anew when it is full", () => {
    const { recall, made } = counted(2);
    for (const text of ["a", "b", "a", "b", "c", "c", "a"]) expect(recall(text)).toBe(text.toUpperCase());
    expect(made).toEqual(["a", "b", "c", "a"]);
  });

  it("remembers nothing of texts that are too long", () => {
    const { recall, made } = counted(9, 3);
    for (const text of ["aaa", "aaa", "aaaa", "aaaa"]) recall(text);
    expect(made).toEqual(["aaa", "aaaa", "aaaa"]);
  });

  it("passes on what is thrown, and remembers nothing of it", () => {
    const memory = createTextMemory({ most: 9, longest: 9 });
    const fails = () => {
      throw new Error("cannot");
    };
    expect(() => memory.recall("a", fails)).toThrow("cannot");
    expect(memory.recall("a", () => "b")).toBe("b");
  });
});
