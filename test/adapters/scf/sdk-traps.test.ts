/** Why the platform is not asked through the vendor's SDK; if a later version mends these, the tests fail. */

import { execFile } from "node:child_process";
import type { IncomingHttpHeaders } from "node:http";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { serveHttp, serveRaw } from "../tencent/loopback.ts";
import { failureOf, functionsAt, name, never } from "./start-function.ts";

/** Everything that a careful caller can do: a timeout, a signal, the promise caught, an outer deadline. */
const careful = `
const { scf } = require("tencentcloud-sdk-nodejs-scf");
const client = new scf.v20180416.Client({
  credential: { secretId: "AKIDexample", secretKey: "example", token: "session-token" },
  region: "ap-chongqing",
  profile: { httpProfile: { protocol: "http://", endpoint: process.argv[1], reqTimeout: 20 } },
});
const stop = new AbortController();
const deadline = new Promise((_, reject) => setTimeout(reject, 20000, new Error("deadline")));
const call = client.request("Invoke", { FunctionName: "diff", InvocationType: "Event" }, { signal: stop.signal });
setInterval(() => {
  if (process.memoryUsage.rss() < 300e6) return;
  console.log("300 MB");
  process.exit(0);
}, 20);
Promise.race([call, deadline]).then(() => console.log("resolved"), () => console.log("rejected"));
if (process.argv[2] === "exit") call.finally(() => process.exit(0));
`;

interface Ended {
  readonly exitCode: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

interface Run {
  readonly flags?: readonly string[];
  /** Called when the caller has an answer. */
  onOutput?(): void;
}

/** Ended after half a minute if it does not end by itself. */
function runCareful(endpoint: string, { flags = [], onOutput = () => undefined }: Run = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const args = ["--input-type=commonjs", "--eval", careful, new URL(endpoint).host, ...flags];
    const child = execFile(process.execPath, args, { timeout: 30_000 }, (error, stdout, stderr) =>
      resolve({ exitCode: error?.code ?? 0, stdout, stderr }),
    );
    child.stdout?.on("data", onOutput);
  });
}

const streamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 500\r\n\r\ndata";

function cutStream(socket: Socket): void {
  socket.end(streamHead);
}

function endlessSpaces(socket: Socket): void {
  const spaces = Buffer.alloc(1 << 20, 0x20);
  const fill = () => {
    while (!socket.destroyed && socket.write(spaces));
  };
  socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
  socket.on("drain", fill);
  fill();
}

describe("tencentcloud-sdk-nodejs-scf", () => {
  it("ends the process when a stream of events breaks off, whatever the caller does", async () => {
    let reset = () => {};
    const url = await serveRaw((socket) => {
      reset = () => socket.resetAndDestroy();
      socket.write(streamHead);
    });
    const ended = await runCareful(url, { onOutput: () => reset() });
    expect(ended).toMatchObject({ exitCode: 1, stdout: "resolved\n" });
    expect(ended.stderr).toContain("Unhandled 'error' event");
  });

  it("keeps an answer without end in memory", async () => {
    expect(await runCareful(await serveRaw(endlessSpaces))).toMatchObject({ stdout: "300 MB\n" });
  });

  it("hands the session token to whatever host it is redirected to", async () => {
    const seen: IncomingHttpHeaders[] = [];
    const foreign = await serveHttp(({ headers }, response) => {
      seen.push(headers);
      response.end("{}");
    });
    const other = foreign.replace("127.0.0.1", "localhost");
    const url = await serveHttp((_, response) => response.writeHead(302, { location: other }).end());
    await runCareful(url, { flags: ["exit"] });
    expect(seen.map((headers) => headers["x-tc-token"])).toEqual(["session-token"]);
  });
});

describe("createFunctions() under the same servers", () => {
  it.each([cutStream, endlessSpaces])("rejects and lives on: %o", async (answer) => {
    const error = await failureOf(functionsAt(await serveRaw(answer)).start(name, {}, never));
    expect(error.code).toMatch(/NETWORK|PROTOCOL/);
  });
});
