import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createFunctions } from "../../lib/adapters/scf/functions.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { clientAt, jobsRequest, never } from "./a-client.ts";
import { redirections } from "./fires.ts";

const clock = createQuickClock(1_700_000_000_000);

interface Seen {
  readonly requests: { readonly url: string | undefined; readonly headers: object }[];
  readonly endpoint: string;
}

async function serve(
  answer: (seen: number) => { status: number; headers?: Record<string, string>; end?: boolean },
): Promise<Seen> {
  const requests: Seen["requests"] = [];
  const server = createServer((message, response) => {
    requests.push({ url: message.url, headers: message.headers });
    const { status, headers = {}, end = false } = answer(requests.length);
    const { socket } = response;
    message
      .resume()
      .on("end", () => response.writeHead(status, headers).end("<Response/>", () => end && socket?.end()));
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const endpoint = await new Promise<string>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
  return { endpoint, requests };
}

describe("clients on connections that are kept", () => {
  it("get through a server that closes each of them behind its answer, and lose no request", async () => {
    const { endpoint, requests } = await serve(() => ({ status: 200, end: true }));
    const { ci } = clientAt(endpoint, { clock });
    for (let call = 0; call < 40; call += 1) {
      expect(await ci.listJobs(jobsRequest, never)).toMatchObject({ jobs: [], nextToken: null });
    }
    expect(requests.length).toBeGreaterThanOrEqual(40);
  });

  it.each(redirections)("follow no %d: neither signature nor token goes to another host", async (status) => {
    const other = await serve(() => ({ status: 200 }));
    const location = `${other.endpoint.replace("127.0.0.1", "localhost")}/there`;
    const { endpoint, requests } = await serve(() => ({ status, headers: { location } }));
    const { ci, store } = clientAt(endpoint, { clock });
    const credentials = () => ({ secretId: "AKIDunderFire", secretKey: "secret", sessionToken: "token" });
    const functions = createFunctions({ credentials, endpoint, clock });
    const calls = [
      ci.listJobs(jobsRequest, never),
      store.get("a", never),
      store.put("a", Buffer.from("x"), never),
      functions.start({ region: "ap-chongqing", namespace: "default", function: "diff" }, {}, never),
    ];
    for (const ended of await Promise.allSettled(calls)) {
      expect(ended).toMatchObject({ status: "rejected", reason: { code: "SERVICE", status } });
    }
    expect(requests).toHaveLength(calls.length);
    expect(other.requests).toEqual([]);
  });
});
