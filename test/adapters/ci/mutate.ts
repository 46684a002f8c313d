/** Damaged copies of a document, the same ones for the same seed. */

/** Well-formed wherever text may stand. */
const whole = [
  ..."'\"/=![]-#; \t\r\n\u007F\u0085鹿😀".split(/(?:)/u),
  ...["<!-- x -->", "<![CDATA[<x>&]]>", "<?p x?>", "\r\n", "&amp;", "&lt;", "&#13;", "&#65;", "&#x4e2d;", "&#38;lt;"],
  ...["<a/>", "<a b='1'>x</a>", "<x:y/>", "<__proto__>x</__proto__>", "<State>Failed</State>", "<Code>\n</Code>"],
];

/** Not well-formed almost anywhere. */
const broken = [
  ..."<>&\u0000\u0001\uFEFF\uFFFE\uFFFF".split(/(?:)/u),
  ...["]]>", "--", "<!--", "-->", "<![CDATA[", "<?xml version='1.0'?>", "<?xml", "?>", "<!DOCTYPE a>", "1.1", "utf-9"],
  ...["&nope;", "&nbsp;", "&;", "&#0;", "&#1;", "&#xD800;", "&#x110000;", "&#X41;", "&constructor;"],
  ...["<a>", "</a>", "<1/>", "<a b='<'/>", "<a b='1' b='2'/>", "<a b=1/>", "</Response>", "</JobsDetail><JobsDetail>"],
];

/** A whole number from 0 up to, not including, `below`. */
export type Pick = (below: number) => number;

/** A linear congruential generator with Numerical Recipes' constants; the high bits choose. */
export function seededPick(seed: number): Pick {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** One to three changes. */
export function mutate(original: Uint8Array, pick: Pick): Uint8Array {
  let bytes = Buffer.from(original);
  for (let changes = 1 + pick(3); changes > 0; changes -= 1) bytes = mutateOnce(bytes, pick);
  return bytes;
}

function mutateOnce(bytes: Buffer<ArrayBuffer>, pick: Pick): Buffer<ArrayBuffer> {
  if (pick(3) > 0) return insertBetweenTags(bytes, pick);
  const from = pick(bytes.length + 1);
  const to = Math.min(bytes.length, from + 1 + pick(12));
  const [before, middle, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  const piece = Buffer.from(broken[pick(broken.length)] ?? "");
  const changed = [
    [before, piece, middle, after],
    [before, piece, after],
    [before, after],
    [before, middle, middle, after],
    [before, Buffer.of(pick(256)), after],
    [before],
  ];
  return Buffer.concat(changed[pick(changed.length)] ?? []);
}

function insertBetweenTags(bytes: Buffer<ArrayBuffer>, pick: Pick): Buffer<ArrayBuffer> {
  const at = bytes.indexOf(">", pick(bytes.length + 1)) + 1;
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(whole[pick(whole.length)] ?? ""), bytes.subarray(at)]);
}
