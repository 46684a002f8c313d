/** Arbitraries of what the messages of one kind differ in. */

import fc from "fast-check";

function hex(length: number): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
}

function joined(parts: readonly fc.Arbitrary<string | number>[], separator: string): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((values) => values.join(separator));
}

/** By what they are called. */
export function variables(): Readonly<Record<string, fc.Arbitrary<string>>> {
  const int = fc.nat({ max: 9_999_999 });
  const length = fc.integer({ min: 1, max: 99_999 });
  const time = fc.date({ min: new Date(0), max: new Date("2099-12-31"), noInvalidDate: true });
  const host = fc.domain();
  const segment = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);
  const bucket = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
  return {
    "whole numbers": fc.integer().map(String),
    fractions: fc.double({ min: 0.001, max: 99_999, noNaN: true }).map((value) => value.toFixed(2)),
    "grouped numbers": int.map((value) => value.toLocaleString("en")),
    uuids: fc.uuid(),
    md5: hex(32),
    sha1: hex(40),
    sha256: hex(64),
    "job ids": joined([fc.constantFrom("c", "j", "p", "t"), hex(32)], ""),
    "request ids": joined([hex(8), hex(8), hex(4)], "_").map((id) => Buffer.from(id).toString("base64")),
    "IPv4 addresses": fc.ipV4(),
    "IPv4 addresses with ports": joined([fc.ipV4(), length], ":"),
    "e-mail addresses": joined([segment, host], "@"),
    URLs: joined([fc.constantFrom("http", "https", "cos"), joined([host, segment, segment], "/")], "://"),
    "presigned URLs": fc
      .tuple(host, segment, hex(16))
      .map(([at, path, sign]) => `http://u:${sign}@${at}/${path}?s=${sign}`),
    buckets: joined([bucket, fc.integer({ min: 1_250_000_000, max: 1_399_999_999 })], "-"),
    "ISO times": time.map((date) => date.toISOString()),
    "times in +0800": time.map((date) => `${date.toISOString().slice(0, 19)}+0800`),
    "HTTP times": time.map((date) => date.toUTCString()),
    "Chinese dates": time.map((date) => `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`),
    sizes: joined([int, fc.constantFrom("B", "KB", "MB", " GB", " bytes", "KiB", "字节")], ""),
    durations: joined([int, fc.constantFrom("ms", "s", " seconds", "秒", " 分钟", "h")], ""),
    dimensions: joined([length, fc.constantFrom("x", "×", " x ", "*"), length], ""),
    keys: fc.array(segment, { minLength: 1, maxLength: 6 }).map((parts) => `${parts.join("/")}/1.jpg`),
    "keys without an extension": fc
      .array(fc.stringMatching(/^[A-Za-z][\w-]{0,11}$/), { minLength: 3, maxLength: 6 })
      .map((parts) => parts.join("/")),
    names: segment.map((name) => `${name}.webp`),
    "quoted keys": fc
      .string({ unit: "grapheme", maxLength: 20 })
      .map((name) => `"${name.replace(/[^\p{L}\p{N} /]/gu, "")}猫.jpg"`),
  };
}
