/**
 * Texts with gaps: `{int:1-100}` in a message of a scenario becomes a number, `{input}` the job's object key.
 *
 * Every brace belongs to a placeholder; there is no way to write one that stays.
 */

import type { Random } from "./random.ts";

export interface TextFacts {
  readonly input: string;
  readonly output: string;
  readonly bucket: string;
  readonly region: string;
  /** Template id or processing rule of the job. */
  readonly operation: string;
  readonly createdAt: number;
}

const form = /\{(?:hex:[1-9]\d?|int:\d{1,9}-\d{1,9}|input|output|bucket|region|operation|url|requestId|uuid|ip)\}/g;

/** Those that need no facts. */
export const chanceForm = /\{(?:hex:[1-9]\d?|int:\d{1,9}-\d{1,9})\}/g;

/** Written for people: which placeholders a scenario can use. */
export const placeholderNames =
  "{input} {output} {bucket} {region} {operation} {url} {requestId} {uuid} {ip} {hex:DIGITS} {int:FROM-TO}";

/** The braces of the text that are no placeholder. */
export function unknownPlaceholders(text: string): readonly string[] {
  return text.replace(form, "").match(/\{[^{}]*\}?|\}/g) ?? [];
}

/** The text must hold no unknown placeholder. */
export function fillPlaceholders(text: string, facts: TextFacts, random: Random): string {
  return text.replace(form, (placeholder) => {
    const name = placeholder.slice(1, -1);
    return name in named ? named[name as keyof typeof named](facts, random) : byChance(placeholder, random);
  });
}

/** The text must hold none but those of chance. */
export function fillByChance(text: string, random: Random): string {
  return text.replace(chanceForm, (placeholder) => byChance(placeholder, random));
}

function byChance(placeholder: string, random: Random): string {
  const [name, first, second] = placeholder.slice(1, -1).split(/[:-]/);
  return name === "hex" ? random.hex(Number(first)) : String(between(Number(first), Number(second), random));
}

const named = {
  input: (facts) => facts.input,
  output: (facts) => facts.output,
  bucket: (facts) => facts.bucket,
  region: (facts) => facts.region,
  operation: (facts) => facts.operation,
  url: presignedUrl,
  requestId: (_, random) => Buffer.from(`${random.hex(8)}_${random.hex(8)}_${random.hex(4)}_`).toString("base64"),
  uuid: (_, random) => [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join("-"),
  ip: (_, random) => `10.${random.below(256)}.${random.below(256)}.${1 + random.below(254)}`,
} satisfies Record<string, (facts: TextFacts, random: Random) => string>;

/** Both ends count, in either order. */
function between(one: number, other: number, random: Random): number {
  const low = Math.min(one, other);
  return low + random.below(Math.abs(one - other) + 1);
}

/** Shaped like a presigned GET of COS, with a made-up key and signature: what an audit must cut out of its reports. */
function presignedUrl(facts: TextFacts, random: Random): string {
  const path = facts.input.split("/").map(encodeURIComponent).join("/");
  const time = `${facts.createdAt / 1000}%3B${facts.createdAt / 1000 + 3600}`;
  const parameters = [
    "q-sign-algorithm=sha1",
    `q-ak=AKID${random.hex(32)}`,
    `q-sign-time=${time}`,
    `q-key-time=${time}`,
    "q-header-list=host",
    "q-url-param-list=",
    `q-signature=${random.hex(40)}`,
  ];
  return `https://${facts.bucket}.cos.${facts.region}.myqcloud.com/${path}?${parameters.join("&")}`;
}
