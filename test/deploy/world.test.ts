import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { askAt, processWorld, speakTo } from "../../deploy/world.ts";

function terminal(isTTY: boolean) {
  const output = Object.assign(new PassThrough(), { isTTY });
  return { input: Object.assign(new PassThrough(), { isTTY }), output };
}

describe("askAt()", () => {
  it("asks whoever sits at the terminal", async () => {
    const { input, output } = terminal(true);
    const answer = askAt(input, output, "Remove them?");
    input.write("yes\n");
    expect(await answer).toBe("yes");
    expect(String(output.read())).toContain("Remove them? ");
  });

  it.each([
    ["Ctrl+C", "\u0003"],
    ["Ctrl+D", "\u0004"],
  ])("takes %s for an empty answer", async (_, key) => {
    const { input, output } = terminal(true);
    const answer = askAt(input, output, "Remove them?");
    input.write(key);
    expect(await answer).toBe("");
  });

  it("asks nobody where nobody sits", async () => {
    const { input, output } = terminal(false);
    expect(await askAt(input, output, "Remove them?")).toBeNull();
    expect(output.read()).toBeNull();
  });
});

describe("speakTo()", () => {
  it("writes lines, as long as somebody reads them", async () => {
    const output = new PassThrough();
    const { say, heard } = speakTo(output);
    say("one");
    say("two");
    expect(String(output.read())).toBe("one\ntwo\n");
    expect(heard()).toBe(true);
  });

  it("survives a reader that leaves, and says nothing more", async () => {
    const output = new PassThrough();
    const { say, heard } = speakTo(output);
    say("one");
    output.destroy(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    await new Promise((resolve) => output.once("close", resolve));
    expect(heard()).toBe(false);
    say("two");
  });
});

describe("processWorld", () => {
  it("is the process's", () => {
    expect(processWorld.env).toBe(process.env);
  });
});
