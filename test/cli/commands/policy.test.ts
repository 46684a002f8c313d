import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { say, temporaryFolder } from "../small-cloud.ts";

const settings = `
regions: [ap-chongqing]
report: { store: cos, bucket: audit-1250000000, region: ap-chongqing }
functions: { diff: { function: night-diff, namespace: nights, region: ap-guangzhou } }
`;

async function ask(args: readonly string[], text = settings) {
  const config = join(await temporaryFolder(), "job-audit.yaml");
  await writeFile(config, text);
  return say(["policy", ...args, "--config", config], { env: {} });
}

describe("job-audit policy", () => {
  it("tells all three with reasons and how to attach them, in 80 columns but for resources", async () => {
    const { exitCode, out, err } = await ask([]);
    expect([exitCode, err]).toEqual([0, ""]);
    expect(out).toContain(
      "The functions' role, job-audit\n\n" +
        "  allows  ci:DescribePicProcessQueues, ci:DescribePicProcessJobs,\n" +
        "          ci:DescribePicProcessJob\n" +
        "  on      qcs::ci::uid/1250000000:bucket/*\n" +
        "  why     reads the queues",
    );
    expect(out).toContain("Whoever deploys the functions\n");
    expect(out).toContain("Whoever reads reports and nothing else\n");
    expect(out.match(/To attach it:\n {2}1\. {6}/g)).toHaveLength(3);
    expect(out.split("\n").filter((line) => line.length > 80 && !line.includes("qcs::"))).toEqual([]);
  });

  it("prints the document to paste", async () => {
    const { out } = await ask(["--for", "reader", "--json"]);
    expect(JSON.parse(out)).toEqual({
      version: "2.0",
      statement: [
        {
          effect: "allow",
          action: ["cos:GetObject"],
          resource: ["qcs::cos:ap-chongqing:uid/1250000000:audit-1250000000/audits/*"],
        },
      ],
    });
  });

  it("prints all three documents by whom they are for", async () => {
    const { out } = await ask(["--json"]);
    expect(Object.keys(JSON.parse(out))).toEqual(["execution", "deploy", "reader"]);
  });

  it("takes functions as settings place them, and the others beside them", async () => {
    const { out } = await ask(["--for", "deploy", "--json", "--role", "night.ly", "--log-topic", "t-1"]);
    const [{ resource }] = JSON.parse(out).statement;
    expect(resource).toEqual([
      "qcs::scf:ap-guangzhou::namespace/nights/function/job-audit-audit",
      "qcs::scf:ap-guangzhou::namespace/nights/function/night-diff",
      "qcs::scf:ap-guangzhou::namespace/nights/function/job-audit-shard",
      "qcs::scf:ap-guangzhou::namespace/nights/function/job-audit-watchdog",
    ]);
    expect(out).toContain('"qcs::cam:::roleName/night.ly"');
    expect(out).toContain('"qcs::cls:ap-guangzhou::topic/t-1"');
  });

  it("looks for functions where the reports are when settings place none", async () => {
    const { out } = await ask(["--for", "deploy", "--any-function"], settings.replace(/^functions.*$/m, ""));
    expect(out).toContain("  on      *\n");
    expect(out).toContain("qcs::cls:ap-chongqing::topic/*");
  });

  it("permits code where it is told to be put", async () => {
    const under = await ask(["--for", "deploy", "--code", "code-1250000000/a/b/"]);
    expect(under.out).toContain("qcs::cos:ap-guangzhou:uid/1250000000:code-1250000000/a/b/*\n");
    const whole = await ask(["--for", "deploy", "--code", "code-1250000000"]);
    expect(whole.out).toContain("code-1250000000/*\n");
    expect(whole.out).toContain("wide    no prefix was named");
  });

  it.each([
    [["--for", "nobody"], /choices/],
    [["--role", "a b"], /Cannot use --role a b: expected letters/],
    [["--log-topic", "*"], /Cannot use --log-topic \*/],
    [["--code", "code/x"], /Cannot use --code code\/x: expected a bucket and a prefix/],
  ])("refuses %j", async (args, message) => {
    const { exitCode, out, err } = await ask(args);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });

  it("has nothing to permit for reports in a folder", async () => {
    const { exitCode, err } = await ask([], "regions: [ap-chongqing]\nreport: { store: directory, path: ./reports }\n");
    expect(exitCode).toBe(2);
    expect(err).toMatch(/the reports of these settings lie in a folder/);
  });
});
