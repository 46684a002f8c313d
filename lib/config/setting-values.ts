/** Values of settings: each says, in one phrase, what is allowed, for whoever wrote something else. */

import * as z from "zod";
import { parseDuration } from "../core/duration.ts";

export interface DurationRange {
  readonly from: string;
  readonly to: string;
}

/** Text such as `2h`, as milliseconds. */
export function duration({ from, to }: DurationRange) {
  const allowed = "a duration such as 30s, 90m, 2h or 7d";
  return z.string(allowed).transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== null && ms >= Number(parseDuration(from)) && ms <= Number(parseDuration(to))) return ms;
    const message = ms === null ? allowed : `a duration from ${from} to ${to}`;
    context.issues.push({ code: "custom", input: text, message });
    return z.NEVER;
  });
}

/** Text that fits the pattern. */
export function shaped(pattern: RegExp, allowed: string) {
  return z.string(allowed).regex(pattern, allowed);
}

export function wholeNumber(from: number, to: number) {
  const allowed = `a whole number from ${from} to ${to}`;
  return z.int(allowed).min(from, allowed).max(to, allowed);
}

export function number(from: number, to: number) {
  const allowed = `a number from ${from} to ${to}`;
  return z.number(allowed).min(from, allowed).max(to, allowed);
}

/** A list that holds nothing twice. */
export function distinct<Item extends z.ZodType>(item: Item, allowed: string) {
  const kinds = (values: readonly unknown[]) => new Set(values.map((value) => JSON.stringify(value))).size;
  return z.array(item, allowed).refine((values) => kinds(values) === values.length, `${allowed}, each once`);
}

/** No keys but these; of an unknown one the message is the known ones, joined by commas. */
export function mapping<Shape extends z.core.$ZodLooseShape>(shape: Shape, allowed: string) {
  const known = Object.keys(shape).join(", ");
  return z.strictObject(shape, { error: ({ code }) => (code === "unrecognized_keys" ? known : allowed) });
}

/** Time zones by name only: an offset such as `+08:00` is none, whatever this Node makes of it. */
export const timeZone = z
  .string("an IANA time zone such as Asia/Shanghai")
  .refine(isTimeZone, "an IANA time zone such as Asia/Shanghai");

function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** As the vendor names regions. */
export const region = shaped(/^[a-z]+(?:-[a-z0-9]+)+$/, "a region such as ap-chongqing");

/** As the vendor's page on buckets has it: lower-case letters, digits and inner hyphens, then the APPID. */
export const bucketName = shaped(
  /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?-\d{5,}$/,
  "a bucket name with its APPID such as photos-1250000000",
);

export const origin = z
  .string("an http or https origin such as http://127.0.0.1:9000")
  .refine(isOrigin, "an http or https origin such as http://127.0.0.1:9000, with no path, query or user")
  .transform((text) => new URL(text).origin);

function isOrigin(text: string): boolean {
  const url = parseUrl(text);
  if (url === null || /[?#\s]/.test(text)) return false;
  return (url.protocol === "http:" || url.protocol === "https:") && url.href === `${url.origin}/`;
}

/** What keys of the report are put behind, for people to follow. What needs a query, a signed link's, is none. */
export const publicBase = z
  .string("an http or https address such as https://reports.example.com/audits")
  .refine(
    isBase,
    "an http or https address such as https://reports.example.com/audits, with no query, fragment or user",
  )
  .transform((text) => new URL(text).href.replace(/\/+$/, ""));

function isBase(text: string): boolean {
  const url = parseUrl(text);
  if (url === null || /[?#\s]/.test(text)) return false;
  return (url.protocol === "http:" || url.protocol === "https:") && url.username + url.password === "";
}

/** Of an address or a secret. What begins with `AUDIT_` is a setting, and credentials of the service go nowhere else. */
export const variableName = shaped(
  /^(?!AUDIT_|TENCENTCLOUD_)[A-Za-z_]\w{0,63}$/,
  "the name of an environment variable such as ALERTS_URL, which holds the value and begins with neither AUDIT_ nor TENCENTCLOUD_",
);

/** `URL.canParse` is younger than Node 18.15. */
function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
