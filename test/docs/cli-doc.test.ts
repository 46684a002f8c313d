import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../cli/run-cli.ts";
import { createFakeIo } from "../cli/fake-io.ts";

const page = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");
const program = createProgram({ io: createFakeIo(), action: () => async () => {} });
const commands = program.commands.map((command) => ({
  name: command.name(),
  flags: [command, ...command.commands].flatMap(({ options }) => options.map(({ long }) => String(long))),
}));

/** What the page says of each command, by its name. */
const sections = new Map(
  page.split(/^## /m).flatMap((text) => {
    const name = /^`([a-z-]+)`\n/.exec(text)?.[1];
    return name === undefined ? [] : [[name, text] as const];
  }),
);
const common = page.slice(0, page.indexOf("\n## "));

function flagsIn(text: string): readonly string[] {
  return [...new Set(text.match(/--[a-z][a-z-]*/g))];
}

describe("docs/cli.md", () => {
  it("has a section for every command and for no other", () => {
    expect(commands.length).toBeGreaterThan(10);
    expect([...sections.keys()].sort()).toEqual(commands.map(({ name }) => name).sort());
  });

  it.each(commands)("tells every flag of $name in its section, and its exit codes", ({ name, flags }) => {
    const section = sections.get(name) ?? "";
    expect(flags.filter((flag) => !flagsIn(section).includes(flag))).toEqual([]);
    expect(section).toMatch(/Exit\s+codes: 0/);
  });

  it.each(commands)("tells no flag of $name that it does not have", ({ name, flags }) => {
    expect(flagsIn(sections.get(name) ?? "").filter((flag) => !flags.includes(flag))).toEqual([]);
  });

  it("tells the flags that several commands have before them", () => {
    expect(flagsIn(common)).toEqual(["--help", "--config", "--json", "--date", "--version"]);
  });
});
