import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";
import { createCosStore } from "../../../lib/adapters/cos/cos-store.ts";
import { createSender } from "../../../lib/adapters/tencent/sender.ts";
import { createTransport } from "../../../lib/adapters/tencent/transport.ts";
import { serveHttp } from "../tencent/loopback.ts";
import { createVirtualClock } from "../tencent/virtual-clock.ts";

const bucket = "audit-1250000000";
const region = "ap-chongqing";

/** Everything that a careful caller can do: options set, promise caught, outer deadline. */
const careful = `
const COS = require("cos-nodejs-sdk-v5");
const cos = new COS({ SecretId: "AKIDexample", SecretKey: "example", Protocol: "http:", Ip: process.argv[1], Timeout: 5000, AutoSwitchHost: false });
const call = cos.getObject({ Bucket: "${bucket}", Region: "${region}", Key: "a" });
const deadline = new Promise((_, reject) => setTimeout(reject, 20000, new Error("deadline")));
Promise.race([call, deadline]).then(() => console.log("resolved"), () => console.log("rejected")).finally(() => process.exit(0));
`;

interface Ended {
  readonly exitCode: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

function runCareful(endpoint: string): Promise<Ended> {
  return new Promise((resolve) => {
    const args = ["--input-type=commonjs", "--eval", careful, new URL(endpoint).host];
    execFile(process.execPath, args, (error, stdout, stderr) =>
      resolve({ exitCode: error?.code ?? 0, stdout, stderr }),
    );
  });
}

function serveBadGateway(body: string): Promise<string> {
  return serveHttp((_, response) => response.writeHead(502, { "content-type": "application/xml" }).end(body));
}

const whole = "<?xml version='1.0'?><Error><Code>BadGateway</Code></Error>";
const cutInsideTag = "<?xml version='1.0'?><Error><Code>BadGateway</Co";

describe("cos-nodejs-sdk-v5 under a server that answers 502", () => {
  it("rejects when the error is whole", async () => {
    expect(await runCareful(await serveBadGateway(whole))).toMatchObject({ exitCode: 0, stdout: "rejected\n" });
  });

  it("ends the process when the error is cut inside a tag, whatever the caller does", async () => {
    const ended = await runCareful(await serveBadGateway(cutInsideTag));
    expect(ended.exitCode).not.toBe(0);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toMatch(/cos-fast-xml-parser[\s\S]*Error: /);
  });
});

describe("createCosStore() under the same server", () => {
  it.each([whole, cutInsideTag])("rejects with an error that says what came: %s", async (body) => {
    const endpoint = await serveBadGateway(body);
    const send = createSender({
      transport: createTransport({ endpoint, maxSockets: 1, tryTimeoutMs: 10_000, maxBodyBytes: 1_000 }),
      credentials: () => ({ secretId: "AKIDexample", secretKey: "example", sessionToken: null }),
      clock: { ...createVirtualClock(), sleep: (ms, signal) => patience(ms, signal) },
      random: Math.random,
      maxInFlight: 1,
    });
    const store = createCosStore({ send, bucket, region, prefix: "" });
    await expect(store.get("a", new AbortController().signal)).rejects.toMatchObject({ code: "SERVICE", status: 502 });
  });
});

/** No time between tries; the deadline never comes. */
function patience(ms: number, signal: AbortSignal): Promise<void> {
  if (ms < 60_000) return Promise.resolve();
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}
