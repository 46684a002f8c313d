import { createServer } from "node:https";
import { describe, expect, it } from "vitest";
import { createTransport } from "../../../lib/adapters/tencent/transport.ts";
import { NetworkError } from "../../../lib/core/errors.ts";
import { listen } from "./loopback.ts";
import { createSelfSigned } from "./self-signed.ts";

const host = "photos-1250000000.ci.ap-chongqing.myqcloud.com";

describe("createTransport() over TLS", () => {
  it("asks for the real host's certificate, sends nothing under one that nobody vouches for, and says so", async () => {
    let requests = 0;
    const names: string[] = [];
    const server = createServer({
      ...createSelfSigned(host),
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    });
    server.on("request", () => {
      requests += 1;
    });
    const endpoint = await listen(server, "https");
    const transport = createTransport({ endpoint, maxSockets: 1, tryTimeoutMs: 10_000, maxBodyBytes: 10 });
    const error: unknown = await transport(
      { method: "GET", host, path: "/pic_jobs", query: {} },
      new AbortController().signal,
    ).catch((reason: unknown) => reason);
    server.close();
    expect(error).toBeInstanceOf(NetworkError);
    expect((error as NetworkError).message).toMatch(/self-signed certificate; no answer came/);
    expect(names).toEqual([host]);
    expect(requests).toBe(0);
  });
});
