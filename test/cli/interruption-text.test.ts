import { describe, expect, it } from "vitest";
import { interruptionText } from "../../cli/interruption-text.ts";

describe("interruptionText", () => {
  it.each([
    ["run", "A night is committed whole or not at all: the same command can be given again."],
    ["fetch", "Files that are whole stay where they are: the same command goes on with the others."],
    ["queues", "Nothing was written: the same command can be given again."],
  ])("tells what %s leaves behind", (command, text) => {
    expect(interruptionText(command)).toBe(`Interrupted. ${text}\n`);
  });
});
