import { execFile } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { openFire } from "../fire/open-fire.ts";

const script = fileURLToPath(new URL("read-endless.ts", import.meta.url));

interface Poured {
  readonly endpoint: string;
  /** All that was taken off the server's hands. */
  bytes(): number;
}

/** Sends `piece` for as long as anybody takes it. */
async function pour(head: string, piece: Buffer): Promise<Poured> {
  const seen = new Set<Socket>();
  const { endpoint, close } = await openFire((socket) => {
    seen.add(socket);
    const fill = () => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.write(head);
    socket.on("drain", fill);
    fill();
  });
  onTestFinished(close);
  return { endpoint, bytes: () => [...seen].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0) };
}

async function readIn(...servers: readonly Poured[]): Promise<{ told: readonly string[]; maxRssBytes: number }> {
  const flags = ["--max-old-space-size=64", "--import", "tsx"];
  const run = promisify(execFile)(process.execPath, [...flags, script, ...servers.map(({ endpoint }) => endpoint)]);
  return JSON.parse((await run).stdout);
}

const spaces = Buffer.alloc(1 << 20, " ");
const jobs = "photos-1250000000.ci.ap-chongqing.myqcloud.com/pic_jobs";
const commit = "audit-1250000000.cos.ap-chongqing.myqcloud.com/v1/commits/family=pic/date=2026-11-20/r0001.json";
const mebi = 1 << 20;

describe("answers without end, over a socket, in a process with little memory", () => {
  it("are read as far as such an answer may go, and no further", async () => {
    const endless = await pour("HTTP/1.1 200 OK\r\n\r\n", spaces);
    const chunks = Buffer.from(`20\r\n${" ".repeat(32)}\r\n`.repeat(10_000));
    const chunked = await pour("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunks);
    const { told, maxRssBytes } = await readIn(endless, chunked);
    const each = [
      `Cannot GET ${jobs}: the answer is longer than ${8 * mebi} bytes.`,
      `Cannot GET ${commit}: the answer is longer than ${mebi} bytes.`,
    ];
    expect(told).toEqual([...each, ...each]);
    expect(maxRssBytes).toBeLessThan(320 * mebi);
    // Three tries of each, and what the system holds on the way.
    expect(endless.bytes()).toBeLessThan((3 * (8 + 1) + 80) * mebi);
  });

  it("are not read at all when they tell a length that is too much", async () => {
    const told500 = await pour("HTTP/1.1 200 OK\r\nContent-Length: 500000000\r\n\r\n", spaces);
    const { told } = await readIn(told500);
    expect(told).toEqual([
      `Cannot GET ${jobs}: the answer is longer than ${8 * mebi} bytes, and says that it has 500000000.`,
      `Cannot GET ${commit}: the answer is longer than ${mebi} bytes, and says that it has 500000000.`,
    ]);
  });
});
