import { describe, expect, it } from "vitest";
import { openSmallCloud } from "../small-cloud.ts";

const commit = "cos://audit-1250000000/audits/v1/commits/family=pic/date=2026-11-20/r0001.json";

describe("job-audit run", () => {
  it("audits the last night that is over and tells what an operator wants to know", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say(["run"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toContain("Night of 2026-11-20, pic jobs\n  complete: every job of the night was read\n");
    expect(said.out).toMatch(/^ {2}Success +267 +failed +18$/m);
    expect(said.out).toMatch(
      /^ +12 +failed +ResourceDownloadFailed +v1:[0-9a-f]{10}\n +源文件下载失败：HTTP 状态码 404$/m,
    );
    expect(said.out).toContain(`Report:  ${commit}\n`);
    expect(said.out).toContain(`job-audit show --date 2026-11-20 --config ${cloud.config}\n`);
  });

  it("reads nothing again when the night is committed", async () => {
    const cloud = await openSmallCloud();
    await cloud.say(["run"]);
    const asked = cloud.emulator.stats().byOperation;
    const said = await cloud.say(["run", "--date", "2026-11-20"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toContain("committed before, as revision 1: this is that report");
    expect(cloud.emulator.stats().byOperation["GET /pic_jobs"]).toBe(asked["GET /pic_jobs"]);
  });

  it("prints one object with --json", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say(["run", "--json"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out.split("\n")).toHaveLength(2);
    expect(JSON.parse(said.out)).toEqual({
      family: "pic",
      location: "cos://audit-1250000000/audits",
      night: "2026-11-20",
      asOf: "2026-11-20T18:00:00.000Z",
      status: "complete",
      revision: 1,
      alreadyCommitted: false,
      jobs: 300,
      counts: {
        byState: { Cancel: 6, Failed: 18, Running: 6, Submitted: 3, Success: 267 },
        byVerdict: { failed: 18, "hidden-failure": 3, "stuck.queued": 3, "stuck.running": 6 },
      },
      holes: [],
      notes: [],
      commit: "v1/commits/family=pic/date=2026-11-20/r0001.json",
      manifest: expect.stringMatching(/^v1\/manifests\/family=pic\/date=2026-11-20\/manifest-[0-9a-f]{64}\.json$/),
    });
  });

  it("names what it could not read, commits the rest, and exits with 3", async () => {
    const cloud = await openSmallCloud({ service: { denied: [{ bucket: "products-1250000000" }] } });
    const said = await cloud.say(["run"]);
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain("  INCOMPLETE: 1 hole; the counts are of what could be read\n");
    expect(said.out).toMatch(
      /^Holes\n {2}ap-guangzhou \/ products-1250000000, the whole night, access-denied\n {4}Cannot GET products-1250000000\.ci\.ap-guangzhou\.myqcloud\.com\/picqueue: the service answered 403 AccessDenied/m,
    );
    expect(said.out).toContain(`Report:  ${commit}\n`);
  });
});
