/**
 * What came over a socket, as the routes want it: decoded and whole.
 *
 * A plus sign in a query is a space, so a client that forgets to encode the one in `+0800` is found out.
 */

import type { IncomingMessage } from "node:http";
import type { EmulatorRequest } from "./http.ts";

/** As a proxy gets it: the whole URL as request target. */
const absoluteForm = /^https?:\/\/([^/?#]+)(.*)$/i;

/** Null when the path or the query is not valid percent-encoding. */
export async function readRequest(incoming: IncomingMessage): Promise<EmulatorRequest | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const [, authority, rest] = absoluteForm.exec(incoming.url ?? "/") ?? [];
  const [path = "/", query = ""] = splitOnce(rest ?? incoming.url ?? "/", "?");
  try {
    return {
      method: incoming.method ?? "GET",
      host: (authority ?? incoming.headers.host ?? "").toLowerCase().replace(/:\d*$/, ""),
      path: decodeURIComponent(path === "" ? "/" : path),
      query: readQuery(query),
      headers: readHeaders(incoming),
      body: Buffer.concat(chunks),
    };
  } catch {
    return null;
  }
}

function readQuery(text: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const part of text.split("&")) {
    if (part === "") continue;
    const [name = "", value = ""] = splitOnce(part.replaceAll("+", " "), "=");
    query.set(decodeURIComponent(name), decodeURIComponent(value));
  }
  return query;
}

function readHeaders(incoming: IncomingMessage): ReadonlyMap<string, string> {
  return new Map(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
