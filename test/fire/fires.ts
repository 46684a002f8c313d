/**
 * A hostile service: each fire is what becomes of a connection once a request's head has come, and how a call must end.
 *
 * `ends` is held against an error's code and message, or `fine` for an answer that can be used.
 */

import type { Socket } from "node:net";

export interface Fire {
  readonly name: string;
  burn(socket: Socket): void;
  readonly ends: RegExp;
  /** Where stores and functions end otherwise than lists do. */
  readonly elsewhere?: {
    readonly get?: RegExp;
    readonly put?: RegExp;
    readonly claim?: RegExp;
    readonly start?: RegExp;
  };
}

const page = (status: string, type: string, body: string | Buffer, extra = ""): Fire["burn"] => {
  const head = `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\n${extra}`;
  return (socket) => {
    socket.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`);
    socket.write(body);
  };
};
const raw =
  (...texts: readonly string[]): Fire["burn"] =>
  (socket) =>
    void texts.map((text) => socket.write(text));
const closing =
  (text: string): Fire["burn"] =>
  (socket) =>
    socket.end(text);
const error = (code: string, message = "no") =>
  `<?xml version='1.0'?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;

function pouring(head: string, piece: Buffer, everyMs: number | null): Fire["burn"] {
  return (socket) => {
    socket.write(head);
    const pour = () => {
      while (!socket.destroyed && socket.write(piece) && everyMs === null);
    };
    const drip = everyMs === null ? undefined : setInterval(pour, everyMs);
    if (everyMs === null) socket.on("drain", pour);
    socket.on("close", () => clearInterval(drip));
    pour();
  };
}

const noAnswer = /^(NETWORK|DEADLINE) Cannot .*no whole answer within|^DEADLINE/;
const broken = /^(NETWORK|DEADLINE) Cannot /;
const unreadable = /^PROTOCOL Cannot /;
const status = (code: string) => new RegExp(`^(SERVICE|DEADLINE) Cannot .*(service|platform) answered ${code}`);
/** A page of somebody else's, whatever is in it: stores tell by the headers that it is none of theirs. */
const notOfStorage = /^PROTOCOL Cannot .* neither ETag nor CRC-64/;
const anyBytes = {
  get: notOfStorage,
  put: notOfStorage,
  claim: /^PROTOCOL Cannot tell whether the bucket has versioning/,
};

export const fires: readonly Fire[] = [
  {
    name: "cut 502 XML",
    burn: page("502 Bad Gateway", "application/xml", "<?xml version='1.0'?><Error><Code>Bad</Co"),
    ends: status("502"),
  },
  { name: "whole 503 XML", burn: page("503 Slow", "application/xml", error("SlowDown")), ends: status("503 SlowDown") },
  {
    name: "500 with a JSON array",
    burn: page("500 No", "application/json", "[1,2]"),
    ends: status("500 with 5 bytes of application/json"),
  },
  {
    name: "504 in HTML",
    burn: page("504 No", "text/html", "<html><br>"),
    ends: status("504 with 10 bytes of text/html"),
  },
  {
    name: "503 without end",
    burn: pouring("HTTP/1.1 503 No\r\n\r\n", Buffer.alloc(65_536, "<"), null),
    ends: status("503"),
  },
  {
    name: "503 of 500 MB",
    burn: pouring("HTTP/1.1 503 No\r\nContent-Length: 500000000\r\n\r\n", Buffer.alloc(65_536, "x"), null),
    ends: status("503"),
  },
  {
    name: "a page in HTML",
    burn: page("200 OK", "text/html", "<html><br></html>"),
    ends: unreadable,
    elsewhere: anyBytes,
  },
  { name: "a JSON array", burn: page("200 OK", "application/json", "[[],[]]"), ends: unreadable, elsewhere: anyBytes },
  { name: "nothing", burn: page("200 OK", "application/xml", ""), ends: unreadable, elsewhere: anyBytes },
  {
    name: "cut XML of the right length",
    burn: page("200 OK", "application/xml", "<Response><JobsDetail>"),
    ends: unreadable,
    elsewhere: anyBytes,
  },
  { name: "404 in HTML", burn: page("404 No", "text/html", "<html>"), ends: status("404 with 6 bytes") },
  { name: "404 with nothing", burn: page("404 No", "application/xml", ""), ends: status("404 with no body") },
  {
    name: "404 in JSON",
    burn: page("404 No", "application/json", '{"Code":"NoSuchKey"}'),
    ends: status("404 with 20 bytes"),
  },
  {
    name: "404 of another kind",
    burn: page("404 No", "application/xml", error("NoSuchUpload")),
    ends: status("404 NoSuchUpload"),
  },
  {
    name: "404 of a bucket",
    burn: page("404 No", "application/xml", error("NoSuchBucket")),
    ends: status("404 NoSuchBucket"),
    elsewhere: { get: /^STORE .*there is no such bucket/ },
  },
  {
    name: "404 of a key",
    burn: page("404 No", "application/xml", error("NoSuchKey")),
    ends: status("404 NoSuchKey"),
    elsewhere: { get: /^fine null/ },
  },
  ...["RequestTimeTooSkewed", "SignatureExpired", "AccessDenied", "InvalidAccessKeyId"].map((code) => ({
    name: `403 ${code}`,
    burn: page("403 No", "application/xml", error(code, "Request has expired")),
    ends: status(`403 ${code} "Request has expired"`),
    // An append that is refused is told as what it is for.
    ...(code === "AccessDenied" ? { elsewhere: { claim: /^STORE Cannot claim .*may not be asked/ } } : {}),
  })),
  { name: "silence", burn: () => undefined, ends: noAnswer },
  { name: "a head and silence", burn: raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), ends: noAnswer },
  { name: "half a head and silence", burn: raw("HTTP/1.1 200 OK\r\nContent-Le"), ends: noAnswer },
  { name: "continue and silence", burn: raw("HTTP/1.1 100 Continue\r\n\r\n"), ends: noAnswer },
  {
    name: "a drip",
    burn: pouring("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", Buffer.from("<"), 5),
    ends: noAnswer,
  },
  { name: "a drip of headers", burn: pouring("HTTP/1.1 200 OK\r\n", Buffer.from("a: b\r\n"), 5), ends: noAnswer },
  { name: "reset", burn: (socket) => void socket.resetAndDestroy(), ends: broken },
  { name: "an end", burn: (socket) => void socket.end(), ends: broken },
  {
    name: "reset behind the head",
    burn: (socket) => void socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", () => socket.resetAndDestroy()),
    ends: broken,
  },
  { name: "an end too early", burn: closing("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<Response/>"), ends: broken },
  {
    name: "more than was told",
    burn: closing("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<Response/>"),
    ends: /^(PROTOCOL|NETWORK|DEADLINE) /,
  },
  {
    name: "two lengths",
    burn: closing("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 9\r\n\r\n<Response/>"),
    ends: broken,
  },
  {
    name: "a length below nothing",
    burn: closing("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n<Response/>"),
    ends: broken,
  },
  {
    name: "HTTP/1.0, cut",
    burn: closing("HTTP/1.0 200 OK\r\n\r\n<Response><Jo"),
    ends: unreadable,
    elsewhere: anyBytes,
  },
  { name: "HTTP/9.9", burn: closing("HTTP/9.9 200 OK\r\n\r\n"), ends: broken },
  { name: "no HTTP", burn: closing("SSH-2.0-OpenSSH_9.6\r\n"), ends: broken },
  {
    name: "chunks that are none",
    burn: closing("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<Response/>\r\n"),
    ends: broken,
  },
  {
    name: "a chunk of 2^63",
    burn: closing("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nx"),
    ends: broken,
  },
  {
    name: "chunks without an end",
    burn: closing("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n<\r\n"),
    ends: broken,
  },
  {
    name: "length and chunks",
    burn: closing("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"),
    ends: broken,
  },
  { name: "a head of 100 KB", burn: raw(`HTTP/1.1 200 OK\r\na: ${"x".repeat(100_000)}\r\n\r\n`), ends: broken },
  { name: "5,000 headers", burn: raw(`HTTP/1.1 200 OK\r\n${"a: b\r\n".repeat(5_000)}\r\n`), ends: broken },
  {
    name: "gzip that nobody asked for",
    burn: page("200 OK", "application/xml", Buffer.from("1f8b", "hex"), "Content-Encoding: gzip\r\n"),
    ends: /^PROTOCOL .*packed as gzip, which was not asked for/,
  },
  {
    name: "a coding without a name",
    burn: page("200 OK", "application/xml", "x", "Content-Encoding: \u001b[31m\r\n"),
    ends: /^(PROTOCOL .*packed in a way without a name|NETWORK|DEADLINE)/,
  },
  {
    name: "500 MB, told",
    burn: raw("HTTP/1.1 200 OK\r\nContent-Length: 500000000\r\n\r\n"),
    ends: /^PROTOCOL .*longer than \d+ bytes, and says that it has 500000000/,
  },
  {
    name: "bytes without end",
    burn: pouring("HTTP/1.1 200 OK\r\n\r\n", Buffer.alloc(65_536, " "), null),
    ends: /^(PROTOCOL .*longer than \d+ bytes\.|NETWORK|DEADLINE)/,
  },
];

/** Of the kind that leads elsewhere; a signature or a token must not go there. */
export const redirections = [301, 302, 303, 307, 308] as const;
