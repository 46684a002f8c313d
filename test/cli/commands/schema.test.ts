import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { say } from "../small-cloud.ts";

const published = readdirSync("schemas").map((file) => file.replace(".schema.json", ""));

describe("job-audit schema", () => {
  it("lists every published schema with one line that fits 80 columns, and asks for no settings", async () => {
    const said = await say(["schema"], { env: {} });
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    const [head, ...lines] = said.out.trimEnd().split("\n");
    expect(head).toMatch(/^name +dataset +what it is$/);
    expect(lines.map((line) => line.split(" ")[0]).sort()).toEqual(published.sort());
    expect(lines.filter((line) => line.length > 80 || line.includes("…"))).toEqual([]);
    expect(said.out).toMatch(/^finding +findings +a job of the night that failed or is stuck$/m);
  });

  it("lists them as one object with --json", async () => {
    const { schemas } = JSON.parse((await say(["schema", "--json"])).out);
    expect(schemas.map(({ name }: { name: string }) => name).sort()).toEqual(published.sort());
    expect(schemas[0]).toEqual({ name: "finding", dataset: "findings", subject: expect.any(String) });
  });

  it.each(["finding", "diff-commit"])("prints %s as it is published", async (name) => {
    const text = readFileSync(`schemas/${name}.schema.json`, "utf8");
    expect(await say(["schema", name])).toEqual({ exitCode: 0, err: "", out: text });
    const line = (await say(["schema", name, "--json"])).out;
    expect(line.split("\n")).toHaveLength(2);
    expect(JSON.parse(line)).toEqual(JSON.parse(text));
  });

  it.each([
    ["fnding", "There is no schema called fnding; did you mean finding?\n"],
    ["openjob", "There is no schema called openjob; did you mean open-job?\n"],
    [
      "constructor",
      /^There is no schema called constructor; there are finding, group, .*diff-commit, restart, probe\n$/,
    ],
    ["\u001b[31m", /^There is no schema called \\u\{1b\}\[31m; there are /],
  ])("refuses %j and says which there are", async (name, err) => {
    const said = await say(["schema", name]);
    expect(said).toMatchObject({ exitCode: 2, out: "" });
    expect(said.err).toMatch(err instanceof RegExp ? err : new RegExp(`^${err.replace(/[?.]/g, "\\$&")}$`));
  });
});
