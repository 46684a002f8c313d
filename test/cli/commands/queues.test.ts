import { describe, expect, it } from "vitest";
import { openSmallCloud } from "../small-cloud.ts";

describe("job-audit queues", () => {
  it("lists buckets and queues as they are now, callback addresses without their secrets", async () => {
    const cloud = await openSmallCloud();
    expect(await cloud.say(["queues"])).toEqual({
      exitCode: 0,
      err: "",
      out: `photos-1250000000, ap-chongqing
  queue       id                                 state     size  runs  calls
  thumbnails  p0123456789abcdef0123456789abcdef  Active  10,000    10  On
    calls https://[cut:d0edda13eeb5]@hooks.example.com/ci

products-1250000000, ap-guangzhou
  queue   id                                 state     size  runs  calls
  产品图  pfedcba9876543210fedcba9876543210  Active  10,000    50  Off

2 buckets and 2 queues of pic in ap-chongqing, ap-guangzhou.
size: jobs it may hold; runs: jobs at once; calls: whether it calls back.
`,
    });
  });

  it("prints one object with --json", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say(["queues", "--json"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    const account = JSON.parse(said.out);
    expect(account).toMatchObject({
      family: "pic",
      regions: ["ap-chongqing", "ap-guangzhou"],
      buckets: [
        { name: "photos-1250000000", region: "ap-chongqing" },
        { name: "products-1250000000", region: "ap-guangzhou" },
      ],
      excluded: [],
      holes: [],
    });
    expect(account.queues[0]).toMatchObject({
      bucket: "photos-1250000000",
      name: "thumbnails",
      state: "Active",
      maxSize: 10_000,
      callback: {
        state: "On",
        url: expect.stringMatching(/^https:\/\/\[cut:\w+\]@hooks\.example\.com\/ci\?\[cut:\w+\]$/),
      },
    });
  });

  it("names a bucket that it may not look into, lists the rest, and exits with 3", async () => {
    const cloud = await openSmallCloud({ service: { denied: [{ bucket: "photos-1250000000" }] } });
    const said = await cloud.say(["queues"]);
    expect(said.exitCode).toBe(3);
    expect(said.out).toMatch(
      /^INCOMPLETE: 1 list could not be read\n {2}ap-chongqing \/ photos-1250000000, access-denied\n {4}Cannot GET .*\n {4}.* 403 AccessDenied/,
    );
    expect(said.out).toContain("\nphotos-1250000000, ap-chongqing\n  no queue listed\n");
    expect(said.out).toContain("产品图");
    const json = await cloud.say(["queues", "--json"]);
    expect(JSON.parse(json.out).holes).toEqual([
      {
        region: "ap-chongqing",
        bucket: "photos-1250000000",
        cause: "access-denied",
        detail: expect.stringContaining("403 AccessDenied"),
        requestId: expect.any(String),
      },
    ]);
  });

  it("tells what settings exclude, and what no region knows", async () => {
    const cloud = await openSmallCloud();
    const excluded = "exclude: [{ bucket: products-1250000000, reason: moved away }]\n";
    await cloud.configure((settings) => `${settings}${excluded}`);
    const said = await cloud.say(["queues"]);
    expect(said.exitCode).toBe(0);
    expect(said.out).toContain("\nproducts-1250000000: excluded by settings, moved away\n");
    await cloud.configure((settings) => `${settings}buckets: [lost-1250000000]\n`);
    const lost = await cloud.say(["queues"]);
    expect(lost.exitCode).toBe(3);
    expect(lost.out).toContain(
      "    bucket lost-1250000000 is not bound to the service in ap-chongqing,\n    ap-guangzhou",
    );
    expect(lost.out).toContain("\n0 buckets and 0 queues of pic in ap-chongqing, ap-guangzhou.\n");
  });
});
