import { describe, expect, it } from "vitest";
import { interruptionText } from "../../cli/interruption-text.ts";

describe("interruptionText", () => {
  it.each([
    [
      "run",
      {},
      "A night is committed whole or not at all: what was read is saved, and the same command goes on from there.",
    ],
    [
      "run",
      { repair: true },
      "A revision is committed whole or not at all: what was read is saved, and the same command goes on from there.",
    ],
    ["run", { recount: "3" }, "A recount commits nothing: the same command can be given again, and begins anew."],
    ["run", { last: "2h" }, "A look commits nothing: the same command can be given again, and begins anew."],
    [
      "probe",
      {},
      "A probe is kept only when its last question was asked: the same command can be given again, and begins anew.",
    ],
    ["coverage", {}, "Only reports were read, and nothing was written: the same command can be given again."],
    ["fetch", {}, "Files that are whole stay where they are: the same command goes on with the others."],
    ["queues", {}, "Nothing was written: the same command can be given again."],
  ])("tells what %s %j leaves behind", (command, flags, text) => {
    expect(interruptionText(command, flags)).toBe(`Interrupted. ${text}\n`);
  });
});
