import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { configWords, programName, shellWord } from "../../cli/program-name.ts";

describe("programName", () => {
  it("is what the user typed: under npm the command is not on the path", () => {
    expect(programName({})).toBe("job-audit");
    expect(programName({ npm_command: "exec" })).toBe("npx job-audit");
    expect(programName({ npm_command: "run-script" })).toBe("npx job-audit");
  });
});

describe("shellWord", () => {
  it.each(["plain-1.yaml", "my settings.yaml", "it's.yaml", "$(date).yaml", "审计.yaml", ""])(
    "hands %j to a shell",
    (word) => {
      expect(execFileSync("sh", ["-c", `printf %s ${shellWord(word)}`], { encoding: "utf8" })).toBe(word);
    },
  );
});

describe("configWords", () => {
  it("leaves out the file that is looked for anyway", () => {
    expect(configWords("job-audit.yaml")).toBe("");
    expect(configWords("my audit.yaml")).toBe(" --config 'my audit.yaml'");
  });
});
