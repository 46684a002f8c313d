/** Generated pages of jobs: every field, in any order, written in every way that XML allows, and some that it does not. */

import type { Pick } from "../adapters/ci/mutate.ts";

const words = [
  ...["Success", "Failed", "Running", "Submitted", "Pause", "Cancel", "__proto__", "constructor", "-", "0", " ", ""],
  ...[
    "p1",
    "c93984788066911ed89ed352d4d9d2084",
    "PicProcess",
    "PosterProduction",
    "图片",
    "a&amp;b",
    "&lt;x&gt;",
    "&#65;",
  ],
  ...[
    "../../etc/passwd",
    "..",
    "a/b",
    "\u202Eevil",
    "&#x1b;[31m",
    "\u0085",
    "\u00A0",
    "\u3000x\u3000",
    "&#xFEFF;",
    "😀",
  ],
  ...["<![CDATA[<b>&amp;]]>", "<![CDATA[]]>", "x<!-- <JobId> -->y", "x<?p y?>z", "\r\n x \t", "&#13;"],
];
const elements = ["1<b/>2", "<b>x</b>"];
const times = [
  ...[
    "2022-07-18T15:16:43+0800",
    "2022-07-18T15:16:43+08:00",
    "2022-07-18 07:16:43Z",
    "-",
    "",
    "\n2022-07-18T15:16:43-0330 ",
  ],
  ...["2022-02-30T00:00:00Z", "2022-07-18T24:00:00Z", "0000-01-01T00:00:00Z", "1658128603", "9999-12-31T23:59:59-2359"],
  ...["2024-02-29T00:00:00+0000", "2022-07-18T15:16:43", "2022-07-18T15:16:60Z", "2022-07-18T15:16:43+2400"],
];
const inner = [
  "DigitalWatermark",
  "ImageInspectResult",
  "DocProcessResult",
  "Info",
  "PosterProduction",
  "x:y",
  "__proto__",
];
const spaces = ["", "", "", "\n", "  ", "\t\r\n", "<!-- -->", "<?p?>", "<!--\n<JobsDetail/>\n-->"];
const attributes = ["", "", "", ' a="1"', ' a=\'&lt;"\' b="&#10;"', ' xmlns="urn:x"', ' xmlns:x="urn:x" x:y=""', " "];

export interface PageHabits {
  /** Without what the service is not known to write: attributes, comments, instructions, CDATA, fields twice. */
  readonly tidy?: boolean;
}

const untidy: ReadonlySet<unknown> = new Set([...elements, ...attributes.filter((each) => each !== "")]);

/** What the service might write of it. */
function tidyOf<T>(all: readonly T[]): readonly T[] {
  const kept = all.filter((each) => !untidy.has(each) && !/<[!?]|\r|&#x1b;/.test(String(each)));
  return kept.length > 0 ? kept : all;
}

export function generatePage(pick: Pick, { tidy = false }: PageHabits = {}): Buffer {
  const one = <T>(all: readonly T[]): T => {
    const from = tidy ? tidyOf(all) : all;
    return from[pick(from.length)] as T;
  };
  const rarely = (below: number) => pick(below) === 0 && !tidy;
  const often = (content: () => string) => (pick(8) > 0 ? content() : "");
  const tag = (name: string, content: string) => {
    if (content === "" && pick(2) === 0) return `<${name}${one(attributes)}/>${one(spaces)}`;
    return `<${name}${one(attributes)}>${content}</${name}${tidy ? "" : one(["", " ", "\n"])}>${one(spaces)}`;
  };
  const leaf =
    (name: string, values = words) =>
    () => {
      const once = tag(name, one(rarely(120) ? elements : values));
      return rarely(150) ? once + tag(name, one(values)) : once;
    };
  const shuffled = (parts: (() => string)[]) => {
    const left = [...parts];
    let all = one(spaces);
    while (left.length > 0) all += often(left.splice(pick(left.length), 1)[0] as () => string);
    return all;
  };
  /** Names of one field. */
  const either = (...names: readonly string[]) => (tidy ? [leaf(one(names))] : names.map((name) => leaf(name)));
  const ref = (name: string) => () =>
    tag(name, shuffled([...either("BucketId", "Bucket"), leaf("Region"), leaf("Object")]));
  const result = (depth: number): string => {
    const counted = leaf("FailPageCount", ["0", "3", "-1", "x", "1e3"]);
    const below = () => (depth > 0 && pick(3) === 0 ? result(depth - 1) : "");
    return tag(one(inner), shuffled([leaf("Code"), leaf("State"), leaf("Message"), counted, below]));
  };
  const rule = () =>
    tag(one(["PicProcess", "PosterProduction", "__proto__"]), shuffled([leaf("ProcessRule"), leaf("IsPicInfo")]));
  const operation = () => {
    const own = [leaf("TemplateId"), leaf("TemplateName"), leaf("UserData"), leaf("JobLevel"), ref("Output"), rule];
    return tag("Operation", shuffled([...own, () => (pick(3) === 0 ? result(3) : "")]));
  };
  const workflow = () =>
    tag("Workflow", shuffled([leaf("WorkflowId"), ...either("WorkflowName", "Name"), leaf("RunId")]));
  const sure = (name: string, content: string) => () => tag(name, content);
  const job = () => {
    if (rarely(12)) return tag("JobsDetail", one(["", " ", "-", "<Input/>", "<JobId>-</JobId>"]));
    const id = pick(6) > 0 ? sure("JobId", `c${pick(1e9)}`) : leaf("JobId");
    const created = pick(6) > 0 ? sure("CreationTime", "2022-07-18T15:16:43+0800") : leaf("CreationTime", times);
    const leaves = ["QueueId", "Code", "State", "Tag", "Message", "New"].map((name) => leaf(name));
    const ended = ["StartTime", "EndTime"].map((name) => leaf(name, tidy && pick(9) > 0 ? times.slice(0, 6) : times));
    const rest = [ref("Input"), operation, () => (pick(4) === 0 ? workflow() : "")];
    return tag("JobsDetail", shuffled([...leaves, ...ended, ...rest]) + id() + created());
  };
  const jobs = Array.from({ length: pick(4) }, job).join("");
  const frame = [leaf("NextToken"), leaf("Total"), () => (rarely(20) ? tag("QueueList", tag("Name", "x")) : "")];
  const head = one(["", "", "\uFEFF", '<?xml version="1.0" encoding="utf-8"?>', "<?xml version='1.0'?>\n<!-- c -->"]);
  const root = rarely(40) ? one(["Error", "html", "response", "x:Response"]) : "Response";
  return Buffer.from(head + tag(root, jobs + often(frame[0] ?? job) + (frame[1]?.() ?? "") + (frame[2]?.() ?? "")));
}

/** The same elements with other texts in some of them: a page as the next one of a service. */
export function revoicePage(page: Buffer, pick: Pick): Buffer {
  const texts = [...words, ...times, ...words.map((word) => `${word} ${word}`), "Failed", "Success", "x".repeat(9_000)];
  const other = (text: string) => (pick(4) === 0 ? (texts[pick(texts.length)] ?? "") : text);
  return Buffer.from(page.toString().replace(/(?<=<[A-Za-z_]+>)[^<]*(?=<\/)/g, other));
}
