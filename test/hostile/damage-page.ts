/** What becomes of a page on a bad way: bytes flipped, cut, doubled, spliced with another page, hostile pieces put in. */

import { mutate, type Pick } from "../adapters/ci/mutate.ts";

const pieces: readonly Buffer[] = [
  ...["<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>", "&a;", "<!ENTITY a SYSTEM 'file:///etc/passwd'>"],
  ...[
    "&#0;",
    "&#x1b;",
    "&#xD800;&#xDC00;",
    "&#xFFFFFFFFFFFFFFFF;",
    "&#99999999999999999999;",
    "&#x;",
    "&#-1;",
    "&__proto__;",
  ],
  ...[
    "\u0000",
    "\u001b]8;;http://x\u0007",
    "\u009b31m",
    "\u202E",
    "\uFEFF",
    "\uFFFE",
    "<![CDATA[",
    "]]>",
    "<a:b:c/>",
    "<:/>",
  ],
  ...["<JobsDetail>".repeat(70), "<b>".repeat(2_000), `<b ${"a".repeat(5_000)}=''/>`, `<!--${"-".repeat(99)}-->`],
  ...["<JobsDetail/>", "<JobId>x</JobId>", "</JobsDetail>", "</Response><Response>", "<Response/>", "<Error/>"],
].map((text) => Buffer.from(text));
const raw = [[0xff, 0xfe], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80], [0xe4, 0xb8]];
const hostile = [...pieces, ...raw.map((bytes) => Buffer.from(bytes))];

export function damagePage(page: Buffer, other: Buffer, pick: Pick): Buffer {
  const at = pick(page.length + 1);
  const to = Math.min(page.length, at + pick(60));
  switch (pick(6)) {
    case 0:
      return flip(page, pick);
    case 1:
      return Buffer.concat([page.subarray(0, at), hostile[pick(hostile.length)] ?? page, page.subarray(at)]);
    case 2:
      return Buffer.concat([page.subarray(0, at), other.subarray(pick(other.length + 1))]);
    case 3:
      return Buffer.concat([page.subarray(0, at), page.subarray(to)]);
    default:
      return Buffer.from(mutate(page, pick));
  }
}

function flip(page: Buffer, pick: Pick): Buffer {
  const flipped = Buffer.from(page);
  for (let flips = 1 + pick(3); flips > 0; flips -= 1) {
    const at = pick(Math.max(1, flipped.length));
    flipped[at] = (flipped[at] ?? 0) ^ (1 << pick(8));
  }
  return flipped;
}
