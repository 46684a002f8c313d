import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { credentials, say, temporaryFolder } from "../small-cloud.ts";
import { scenarioFile, smallScenario } from "../start-emulator.ts";

describe("job-audit emulator, refusing", () => {
  it("says so when the port is taken or is none", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void holder.close());
    const { port } = holder.address() as { port: number };
    const file = await scenarioFile();
    expect(await say(["emulator", "--port", String(port), "--scenario", file])).toEqual({
      exitCode: 2,
      out: "",
      err: `Cannot listen on port ${port}: it is in use; choose another with --port, 0 takes any free one\n`,
    });
    for (const wrong of ["x", "65536", "-1"]) {
      const said = await say(["emulator", "--port", wrong]);
      expect(said.exitCode).toBe(2);
      expect(said.err).toContain(`argument '${wrong}' is invalid. Expected a number from 0 to 65535.\n`);
    }
    expect((await say(["emulator", "--seed", "one"])).err).toContain("'one' is invalid. Expected a whole number.\n");
  });

  it("names every fault of a scenario, and a scenario that is not there", async () => {
    const file = await scenarioFile(
      smallScenario.replace("jobs: 40", "jobs: none").replace("settle: 90m", "settle: soon"),
    );
    const said = await say(["emulator", "--scenario", file]);
    expect(said.exitCode).toBe(2);
    expect(said.err).toBe(
      `Cannot use the scenario ${file}
  - settle: must be a duration such as 90s, 2h or 2h30m, found "soon"
  - jobs: Invalid input: expected number, received string, found "none"
`,
    );
    expect(await say(["emulator", "--scenario", "/nowhere/night.yaml"])).toEqual({
      exitCode: 2,
      out: "",
      err: "Cannot read the scenario /nowhere/night.yaml: there is no such file\n",
    });
  });

  it("does not write over other settings, nor into a folder", async () => {
    const folder = await temporaryFolder();
    const config = join(folder, "job-audit.yaml");
    await writeFile(config, "timeZone: Asia/Shanghai\n");
    const file = await scenarioFile();
    const args = ["emulator", "--port", "0", "--scenario", file, "--write-config"];
    expect(await say([...args, config], { env: credentials })).toEqual({
      exitCode: 2,
      out: "",
      err: `Cannot write settings to ${config}: it exists and holds other settings; remove it or name another\n`,
    });
    expect(await readFile(config, "utf8")).toBe("timeZone: Asia/Shanghai\n");
    const nowhere = join(folder, "gone", "job-audit.yaml");
    await mkdir(join(folder, "deep"));
    expect((await say([...args, nowhere])).err).toBe(
      `Cannot write settings to ${nowhere}: there is no folder ${join(folder, "gone")}\n`,
    );
    const said = await say(["emulator", "--port", "0", "--scenario", file, "--objects", config]);
    const err = `Cannot keep objects in ${config}: that is a file; name a folder\n`;
    expect(said).toEqual({ exitCode: 2, out: "", err });
  });
});
