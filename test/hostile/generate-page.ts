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

export function generatePage(pick: Pick): Buffer {
  const one = <T>(all: readonly T[]): T => all[pick(all.length)] as T;
  const often = (content: () => string) => (pick(8) > 0 ? content() : "");
  const tag = (name: string, content: string) => {
    if (content === "" && pick(2) === 0) return `<${name}${one(attributes)}/>${one(spaces)}`;
    return `<${name}${one(attributes)}>${content}</${name}${one(["", " ", "\n"])}>${one(spaces)}`;
  };
  const leaf =
    (name: string, values = words) =>
    () => {
      const once = tag(name, one(pick(120) === 0 ? elements : values));
      return pick(150) === 0 ? once + tag(name, one(values)) : once;
    };
  const shuffled = (parts: (() => string)[]) => {
    const left = [...parts];
    let all = one(spaces);
    while (left.length > 0) all += often(left.splice(pick(left.length), 1)[0] as () => string);
    return all;
  };
  const ref = (name: string) => () =>
    tag(name, shuffled([leaf("BucketId"), leaf("Bucket"), leaf("Region"), leaf("Object")]));
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
    tag("Workflow", shuffled([leaf("WorkflowId"), leaf("WorkflowName"), leaf("Name"), leaf("RunId")]));
  const sure = (name: string, content: string) => () => tag(name, content);
  const job = () => {
    if (pick(12) === 0) return tag("JobsDetail", one(["", " ", "-", "<Input/>", "<JobId>-</JobId>"]));
    const id = pick(6) > 0 ? sure("JobId", `c${pick(1e9)}`) : leaf("JobId");
    const created = pick(6) > 0 ? sure("CreationTime", "2022-07-18T15:16:43+0800") : leaf("CreationTime", times);
    const leaves = ["QueueId", "Code", "State", "Tag", "Message", "New"].map((name) => leaf(name));
    const ended = ["StartTime", "EndTime"].map((name) => leaf(name, times));
    const rest = [ref("Input"), operation, () => (pick(4) === 0 ? workflow() : "")];
    return tag("JobsDetail", shuffled([...leaves, ...ended, ...rest]) + id() + created());
  };
  const jobs = Array.from({ length: pick(4) }, job).join("");
  const frame = [leaf("NextToken"), leaf("Total"), () => (pick(20) === 0 ? tag("QueueList", tag("Name", "x")) : "")];
  const head = one(["", "", "\uFEFF", '<?xml version="1.0" encoding="utf-8"?>', "<?xml version='1.0'?>\n<!-- c -->"]);
  const root = pick(40) === 0 ? one(["Error", "html", "response", "x:Response"]) : "Response";
  return Buffer.from(head + tag(root, jobs + often(frame[0] ?? job) + (frame[1]?.() ?? "") + (frame[2]?.() ?? "")));
}
