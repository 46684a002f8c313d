import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CosBucket } from "../../../emulator/cos/call.ts";
import { createCos } from "../../../emulator/cos/cos.ts";
import { createMemoryStorage } from "../../../emulator/cos/memory-storage.ts";
import type { CosHandler } from "../../../emulator/options.ts";
import { type Emulator, startEmulator } from "../../../emulator/server.ts";
import { createCosLog } from "../../../lib/adapters/cos/cos-log.ts";
import { type CosStoreOptions, createCosStore } from "../../../lib/adapters/cos/cos-store.ts";
import { systemClock } from "../../../lib/adapters/system/clock.ts";
import { createSender } from "../../../lib/adapters/tencent/sender.ts";
import { createTransport } from "../../../lib/adapters/tencent/transport.ts";
import { StoreError } from "../../../lib/core/errors.ts";
import type { AppendLog } from "../../../lib/ports/append-log.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";
import { appendLogContract } from "../../contract/append-log.ts";
import { reportStoreContract } from "../../contract/report-store.ts";

const credentials = { secretId: "AKIDemulated", secretKey: "emulated-secret", sessionToken: "emulated-token" };
const region = "ap-chongqing";
const bucket = { region, multiAz: false };
const buckets: readonly CosBucket[] = [
  { ...bucket, name: "never-1250000000", versioning: "never" },
  { ...bucket, name: "enabled-1250000000", versioning: "enabled" },
  { ...bucket, name: "suspended-1250000000", versioning: "suspended" },
  { ...bucket, name: "silent-1250000000", versioning: "enabled" },
  { ...bucket, name: "spread-1250000000", versioning: "enabled", multiAz: true },
];

let emulator: Emulator;

beforeAll(async () => {
  const cos = createCos({ buckets, storage: createMemoryStorage(), now: Date.now });
  emulator = await startEmulator({ world: { buckets: [] }, credentials: [credentials], cos: forbidding(cos) });
});

afterAll(() => emulator.close());

/** One bucket's policy does not let the store ask about versioning. */
function forbidding(cos: CosHandler): CosHandler {
  return (request, signed) =>
    request.host.startsWith("silent-") && request.query.has("versioning")
      ? { status: 403, body: "<Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>" }
      : cos(request, signed);
}

async function open(name: string): Promise<ReportStore> {
  return createCosStore(optionsOf(name));
}

async function openLog(name: string): Promise<AppendLog> {
  return createCosLog(optionsOf(name));
}

function optionsOf(name: string): CosStoreOptions {
  const transport = createTransport({
    endpoint: emulator.url,
    maxSockets: 8,
    tryTimeoutMs: 10_000,
    maxBodyBytes: 10_000_000,
  });
  const send = createSender({
    transport,
    credentials: () => credentials,
    clock: systemClock,
    random: Math.random,
    maxInFlight: 8,
  });
  return { send, bucket: `${name}-1250000000`, region, prefix: "audits" };
}

reportStoreContract("a bucket that never had versioning", () => open("never"));
reportStoreContract("a bucket with versioning", () => open("enabled"));
reportStoreContract("a bucket with versioning suspended", () => open("suspended"));
reportStoreContract("a bucket that does not tell whether it has versioning", () => open("silent"));

appendLogContract("a bucket that never had versioning", () => openLog("never"));
appendLogContract("a bucket with versioning", () => openLog("enabled"));

describe("createCosStore() at the emulator", () => {
  const never = new AbortController().signal;

  it("cannot claim in a multi-AZ bucket with versioning, and says so", async () => {
    const store = await open("spread");
    await store.put("a", Buffer.from("x"), never);
    const error: unknown = await store.claim("b", Buffer.from("x"), never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreError);
    expect((error as StoreError).message).toContain("Multi-AZ buckets take no APPEND");
  });

  it("cannot append in a multi-AZ bucket, and says so", async () => {
    const appending = (await openLog("spread")).append("a", 0, ["x"], never);
    await expect(appending).rejects.toThrow(/Multi-AZ buckets take no APPEND Object/);
    await expect(appending).rejects.toBeInstanceOf(StoreError);
  });

  it("says that there is no such bucket", async () => {
    await expect((await open("missing")).get("a", never)).rejects.toThrow("there is no such bucket in ap-chongqing");
  });
});
