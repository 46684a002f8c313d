/** A receiver of alerts on the loopback that keeps what it gets and answers as a script says. */

import type { ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { serveHttp } from "../tencent/loopback.ts";

export interface Receipt {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** `silence` takes the request and says nothing, `reset` breaks the connection, `half` in the middle of the answer. */
export type Step = Answer | "silence" | "reset" | "half";

export interface Receiver {
  readonly url: string;
  readonly receipts: readonly Receipt[];
}

export interface ReceiverOptions {
  /** The last one again and again. */
  readonly script?: readonly Step[];
  /** Called when a request has come whole. */
  readonly onReceipt?: (receipt: Receipt) => void;
}

export async function openReceiver({ script = [{}], onReceipt }: ReceiverOptions = {}): Promise<Receiver> {
  const receipts: Receipt[] = [];
  const url = await serveHttp(async (request, response) => {
    const body = (await buffer(request)).toString();
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const receipt = { method: String(request.method), path: String(request.url), headers, body };
    receipts.push(receipt);
    play(script[Math.min(receipts.length, script.length) - 1] ?? {}, response);
    onReceipt?.(receipt);
  });
  return { url, receipts };
}

function play(step: Step, response: ServerResponse): void {
  if (step === "silence") return;
  if (step === "reset") response.socket?.resetAndDestroy();
  else if (step === "half") {
    response.writeHead(200, { "content-length": "100" });
    response.write("ok", () => response.socket?.destroy());
  } else response.writeHead(step.status ?? 200, step.headers ?? {}).end(step.body ?? "");
}
