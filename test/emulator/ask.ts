/** Plain requests to an emulator, signed by the vendor's own SDK. */

import { Agent, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import COS from "cos-nodejs-sdk-v5";
import { credential, noon } from "./small-world.ts";

export const ciHost = "photos-1250000000.ci.ap-chongqing.myqcloud.com";

export interface Question {
  readonly port: number;
  readonly host?: string;
  readonly method?: string;
  /** Decoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of a fresh signature; null sends none. */
  readonly authorization?: string | null;
  /** In place of path and query as they are encoded. */
  readonly target?: string;
  readonly agent?: Agent;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Valid for a quarter of an hour from `at`, epoch milliseconds. */
export function sign({ path, query = {}, host = ciHost, method = "GET" }: Omit<Question, "port">, at = noon): string {
  const start = Math.floor(at / 1000);
  return COS.getAuthorization({
    SecretId: credential.secretId,
    SecretKey: credential.secretKey,
    Method: method.toLowerCase() as "get",
    Key: path.slice(1),
    Query: { ...query },
    Headers: { Host: host },
    KeyTime: `${start};${start + 900}`,
  });
}

/** Rejects when the connection fails, and when the body is shorter than announced. */
export function ask(question: Question): Promise<Answered> {
  const { port, host = ciHost, method = "GET", path, query = {}, agent } = question;
  const text = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const encoded = path.split("/").map(encodeURIComponent).join("/") + (text.length > 0 ? `?${text.join("&")}` : "");
  const authorization = question.authorization === undefined ? sign(question) : question.authorization;
  const headers = {
    Host: host,
    ...(authorization === null ? {} : { Authorization: authorization }),
    ...question.headers,
  };
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, method, path: question.target ?? encoded, headers, agent };
    httpRequest({ ...options, agent: agent ?? new Agent() }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    })
      .on("error", reject)
      .end();
  });
}
