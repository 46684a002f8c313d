import { describe, expect, it } from "vitest";
import { createIdentities } from "../../../emulator/cam/identities.ts";
import type { PolicyDocument } from "../../../emulator/cam/policy-document.ts";
import { createCos } from "../../../emulator/cos/cos.ts";
import { createMemoryStorage } from "../../../emulator/cos/memory-storage.ts";
import type { EmulatorOptions } from "../../../emulator/options.ts";
import { ask, ciHost } from "../ask.ts";
import { openEmulator } from "../open-emulator.ts";
import { credential, noon } from "../small-world.ts";

const bucket = { name: "audit-1250000000", region: "ap-chongqing", versioning: "never", multiAz: false } as const;
const cosHost = `${bucket.name}.cos.${bucket.region}.myqcloud.com`;
const queuesOnly: PolicyDocument = {
  version: "2.0",
  statement: [
    { effect: "allow", action: ["ci:DescribePicProcessQueues"], resource: ["qcs::ci::uid/1250000000:bucket/photos-*"] },
  ],
};

async function open(policy: PolicyDocument = queuesOnly, options: Partial<EmulatorOptions> = {}) {
  const identities = createIdentities({ users: [{ credential, policy }], roles: [], newId: () => "" });
  const cos = createCos({ buckets: [bucket], storage: createMemoryStorage(), now: () => noon });
  return openEmulator({ credentials: [], identities, cos, ...options });
}

describe("an emulator that enforces policies", () => {
  it("answers what is permitted, and refuses all else as Cloud Infinite does", async () => {
    const { port } = await open();
    expect(await ask({ port, path: "/picqueue" })).toMatchObject({ status: 200 });
    const { status, text } = await ask({ port, host: ciHost, path: "/pic_jobs" });
    expect(status).toBe(403);
    expect(text).toMatch(/<Code>AccessDenied<\/Code><Message>Access Denied\.<\/Message><RequestId>/);
  });

  it("refuses as object storage does, a HEAD without a body", async () => {
    const { port } = await open();
    const { status, text } = await ask({ port, host: cosHost, path: "/audits/a.json" });
    expect(status).toBe(403);
    expect(text).toContain("<Code>AccessDenied</Code>");
    expect(text).toContain(`<Resource>${cosHost}/audits/a.json</Resource>`);
    expect(await ask({ port, host: cosHost, path: "/", method: "HEAD" })).toMatchObject({ status: 403, text: "" });
  });

  it("refuses what no policy can permit, and lets the owner of the account do everything", async () => {
    const { port } = await open();
    expect(await ask({ port, path: "/unknown" })).toMatchObject({ status: 403 });
    const owned = await open(queuesOnly, { credentials: [credential] });
    expect(await ask({ port: owned.port, path: "/unknown" })).toMatchObject({ status: 404 });
    expect(await ask({ port: owned.port, path: "/pic_jobs" })).not.toMatchObject({ status: 403 });
  });

  it("uses up no fault on what it refuses", async () => {
    const { port } = await open(queuesOnly, {
      faults: [{ match: {}, times: 1, fault: { status: 503, code: "Busy" } }],
    });
    expect(await ask({ port, path: "/pic_jobs" })).toMatchObject({ status: 403 });
    expect(await ask({ port, path: "/picqueue" })).toMatchObject({ status: 503 });
  });

  it("knows no credentials but those of its identities", async () => {
    const identities = createIdentities({ users: [], roles: [], newId: () => "" });
    const { port } = await openEmulator({ credentials: [], identities });
    expect(await ask({ port, path: "/picqueue" })).toMatchObject({
      status: 401,
      text: expect.stringContaining("SecretidNotExist"),
    });
  });
});
