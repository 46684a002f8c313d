/** Pages of jobs at the edges of what the scanner takes: what it must find in them, or that it must not take them. */

const created = "<CreationTime>2022-07-18T15:16:43+0800</CreationTime>";
const jobOf = (inner: string) => `<JobsDetail><JobId>c1</JobId>${created}${inner}</JobsDetail>`;
const pageOf = (inner: string) => `<Response>${jobOf(inner)}</Response>`;

interface TakenPage {
  readonly name: string;
  readonly xml: string;
  readonly finds: object;
}

const taken = (name: string, inner: string, job: object): TakenPage => ({
  name,
  xml: pageOf(inner),
  finds: { jobs: [job] },
});

export const takenPages: readonly TakenPage[] = [
  taken("a job of nothing but its identity", "", {
    id: "c1",
    createdAt: Date.UTC(2022, 6, 18, 7, 16, 43),
    queueId: "",
    tag: "",
    state: "",
    message: "",
    startedAt: null,
    input: null,
    output: null,
    operation: null,
    workflow: null,
    userData: null,
    innerFailures: [],
    extra: {},
  }),
  taken("the five entities", "<Message>&lt;b&gt; &amp;amp; &quot;&apos;</Message>", { message: "<b> &amp; \"'" }),
  taken("numeric references", "<Message>&#65;&#x4e2d;&#x1F600;&#13;&#0065;</Message>", { message: "A中😀\rA" }),
  taken("references beside Chinese", "<Message>下载 &amp; 失败 &#65;</Message>", { message: "下载 & 失败 A" }),
  taken("a reference in one text and Chinese in the next", "<Message>&amp;</Message><Code>码</Code>", {
    message: "&",
    code: "码",
  }),
  taken("Chinese in one text and none in the next", "<Message>图片</Message><Code>plain</Code>", {
    message: "图片",
    code: "plain",
  }),
  taken("characters of two, three and four bytes", "<Message>é鹿😀\u007F\u0085\u2028\uFFFD</Message>", {
    message: "é鹿😀\u007F\u0085\u2028\uFFFD",
  }),
  taken("a byte order mark inside a text", "<Message>\uFEFFx</Message>", { message: "\uFEFFx" }),
  taken("a greater-than in a text", "<Message>a > b ]] c]</Message>", { message: "a > b ]] c]" }),
  taken("white space kept in a message and cut from a word", "<Message> a\t</Message><State>\n Failed </State>", {
    message: " a\t",
    state: "Failed",
  }),
  taken("wide spaces cut from a word, as any", "<State>\u3000Failed\u00A0</State>", { state: "Failed" }),
  taken("a blank text, which is none", "<Message> \n</Message><Code/>", { message: "", code: "" }),
  taken("white space between elements", "\n\t<State>Failed</State>  \n<Input>\n<Object>a</Object>\n</Input>\n", {
    state: "Failed",
    input: { bucket: null, region: null, object: "a" },
  }),
  taken("empty elements with a space in them", "<Message /><Input /><New />", { message: "", extra: { New: "" } }),
  taken("empty containers", "<Input/><Operation></Operation><Workflow> </Workflow>", {
    input: null,
    operation: null,
    workflow: null,
    extra: {},
  }),
  taken("times in every form, and none", "<StartTime>2022-07-18 07:16:43Z</StartTime><EndTime>-</EndTime>", {
    startedAt: Date.UTC(2022, 6, 18, 7, 16, 43),
    endedAt: null,
  }),
  taken("either name of a bucket", "<Input><Bucket>b-1</Bucket></Input>", { input: { bucket: "b-1" }, extra: {} }),
  taken("either name of a workflow", "<Workflow><Name>n</Name></Workflow>", { workflow: { workflowName: "n" } }),
  taken(
    "the rule in the element of the family",
    "<Tag>PicProcess</Tag><Operation><PicProcess><IsPicInfo>true</IsPicInfo><ProcessRule>r</ProcessRule></PicProcess></Operation>",
    { operation: { rule: "r" }, extra: { Operation: { PicProcess: { IsPicInfo: "true" } } } },
  ),
  taken(
    "the rule in an element named after a tag that comes later",
    "<Operation><NewTag><ProcessRule>r</ProcessRule><More>1</More></NewTag></Operation><Tag>NewTag</Tag>",
    { operation: { rule: "r" }, extra: { Operation: { NewTag: { More: "1" } } } },
  ),
  taken(
    "an element named after no tag",
    "<Operation><NewTag><ProcessRule>r</ProcessRule></NewTag></Operation><Tag>OtherTag</Tag>",
    { operation: null, extra: { Operation: { NewTag: { ProcessRule: "r" } } } },
  ),
  taken("an empty element named after the tag", "<Tag>T</Tag><Operation><T/><JobLevel>0</JobLevel></Operation>", {
    operation: null,
    extra: { Operation: { JobLevel: "0" } },
  }),
  taken("new elements, at any depth, repeated, in the order of names", "<Z>1</Z><A><C/><B>2</B></A><Z>3</Z>", {
    extra: { A: { B: "2", C: "" }, Z: ["1", "3"] },
  }),
  taken("new elements in every container", "<Input><X>1</X></Input><Workflow><X>2</X></Workflow>", {
    extra: { Input: { X: "1" }, Workflow: { X: "2" } },
  }),
  taken("new elements in the output", "<Operation><Output><X>1</X></Output></Operation>", {
    output: null,
    extra: { Operation: { Output: { X: "1" } } },
  }),
  taken(
    "elements inside that are named like a job's own",
    "<Operation><R><JobId>x</JobId><Message>no</Message><State>Failed</State><Code>E</Code><Operation><JobLevel>9</JobLevel></Operation></R></Operation><Message>own</Message>",
    {
      id: "c1",
      message: "own",
      innerFailures: [{ path: "Operation.R", code: "E", message: "no" }],
      extra: {
        Operation: { R: { JobId: "x", Message: "no", State: "Failed", Code: "E", Operation: { JobLevel: "9" } } },
      },
    },
  ),
  taken("nested elements of one name", "<A><A><A>x</A></A></A>", { extra: { A: { A: { A: "x" } } } }),
  taken(
    "failures in an output and in the operation itself",
    "<Operation><State>Failed</State><Output><State>Failed</State></Output></Operation>",
    {
      innerFailures: [
        { path: "Operation", code: "", message: "" },
        { path: "Operation.Output", code: "", message: "" },
      ],
    },
  ),
  taken("names that objects have", "<__proto__>1</__proto__><constructor>2</constructor>", {
    extra: JSON.parse('{"__proto__":"1","constructor":"2"}'),
  }),
  taken("a text that is to be cut", `<New>${"x".repeat(9_000)}</New>`, {
    extra: { New: `${"x".repeat(8_192)}…[cut]` },
  }),
  {
    name: "a byte order mark and a declaration",
    xml: `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n${pageOf("")}\n`,
    finds: { jobs: [{ id: "c1" }], nextToken: null },
  },
  {
    name: "a declaration in other quotes",
    xml: `<?xml version='1.0' encoding='UTF-8' ?>${pageOf("")}`,
    finds: { jobs: [{ id: "c1" }] },
  },
  {
    name: "other elements of the frame, before and behind",
    xml: `<Response><RequestId>r</RequestId><New><A>1</A></New>${jobOf("")}<NextToken> t&amp;1 </NextToken><Total>1</Total></Response>`,
    finds: { jobs: [{ id: "c1" }], nextToken: "t&1" },
  },
  {
    name: "an empty token",
    xml: `<Response><NextToken/>${jobOf("")}</Response>`,
    finds: { jobs: [{ id: "c1" }], nextToken: null },
  },
];

const left = (name: string, inner: string) => ({ name, xml: pageOf(inner) as string | Buffer });

export const leftPages: readonly { readonly name: string; readonly xml: string | Buffer }[] = [
  left("a CDATA section", "<Message><![CDATA[x]]></Message>"),
  left("a comment in a text", "<Message>a<!-- b -->c</Message>"),
  left("a comment between elements", "<!-- x --><State>Failed</State>"),
  left("an instruction", "<?p x?><State>Failed</State>"),
  left("an attribute", '<State a="1">Failed</State>'),
  left("white space in a tag", "<State >Failed</State>"),
  left("more white space in an empty element", "<Message  />"),
  left("white space in a closing tag", "<State>Failed</State >"),
  left("a name with a prefix", "<x:y>1</x:y>"),
  left("a name in Chinese", "<状态>1</状态>"),
  left("a field twice", "<State>Failed</State><State>Failed</State>"),
  left("an empty field twice", "<State/><State/>"),
  left("a container twice", "<Input/><Input/>"),
  left("an element inside of a text", "<State><b>Failed</b></State>"),
  left("a text beside elements", "<Input>x<Object>a</Object></Input>"),
  left("a text beside new elements", "<New>x<A/></New>"),
  left("a text behind new elements", "<New><A/>x</New>"),
  left("a text loose in a job", "x<State>Failed</State>"),
  left("tags that cross", "<A><B>x</A></B>"),
  left("a tag that is never closed", "<A><B>x</B>"),
  left("a closing tag of another name", "<State>Failed</Stale>"),
  left("a carriage return", "<Message>a\r\nb</Message>"),
  left("a control character", "<Message>\u0001</Message>"),
  left("a character that is none", "<Message>\uFFFE</Message>"),
  left("another character that is none", "<Message>\uFFFF</Message>"),
  left("the end of CDATA in a text", "<Message>x]]>y</Message>"),
  left("a bare ampersand", "<Message>a & b</Message>"),
  left("an ampersand at the end of a text", "<Message>a&</Message>"),
  left("a reference that ends in the next text", "<Message>a&amp</Message><Code>;</Code>"),
  left("an unknown entity", "<Message>&nope;</Message>"),
  left("an entity called like what objects have", "<Message>&constructor;</Message>"),
  left("a reference to nothing", "<Message>&#0;</Message>"),
  left("a reference to a control character", "<Message>&#x1b;</Message>"),
  left("a reference to half a character", "<Message>&#xD800;</Message>"),
  left("a reference to a character that is none", "<Message>&#xFFFE;</Message>"),
  left("a reference past the last character", "<Message>&#x110000;</Message>"),
  left("a reference without digits", "<Message>&#;&#x;</Message>"),
  left("a reference with a sign", "<Message>&#-65;</Message>"),
  left("a reference with a large X", "<Message>&#X41;</Message>"),
  left("a time that is none", "<StartTime>soon</StartTime>"),
  left("a time that the calendar has not", "<EndTime>2022-02-30T00:00:00+0800</EndTime>"),
  left("a field under both of its names", "<Input><BucketId>a</BucketId><Bucket>b</Bucket></Input>"),
  left("an output under both names", "<Operation><Output><BucketId/><Bucket/></Output></Operation>"),
  left("a workflow under both names", "<Workflow><WorkflowName>a</WorkflowName><Name>b</Name></Workflow>"),
  left("a tag called like another element", "<Tag>Output</Tag><Operation><Output/></Operation>"),
  left("a text where the rule is due", "<Tag>T</Tag><Operation><T>loose</T></Operation>"),
  left("two elements named after the tag", "<Tag>T</Tag><Operation><T/><T/></Operation>"),
  left(
    "the family's element beside the tag's",
    "<Tag>T</Tag><Operation><T><A/></T><PicProcess><ProcessRule>r</ProcessRule></PicProcess></Operation>",
  ),
  left(
    "two rules",
    "<Tag>T</Tag><Operation><T><ProcessRule>a</ProcessRule><ProcessRule>b</ProcessRule></T></Operation>",
  ),
  left("a rule of elements", "<Tag>T</Tag><Operation><T><ProcessRule><a/></ProcessRule></T></Operation>"),
  left("elements nested deep", `${"<A>".repeat(20)}${"</A>".repeat(20)}`),
  left("a job longer than can be kept", `<New>${"x".repeat(66_000)}</New>`),
  { name: "nothing", xml: "" },
  { name: "an answer without jobs", xml: "<Response><NextToken/></Response>" },
  { name: "a placeholder", xml: "<Response><JobsDetail/></Response>" },
  { name: "a placeholder before a job", xml: `<Response><JobsDetail/>${jobOf("")}</Response>` },
  { name: "a job without an id", xml: `<Response><JobsDetail>${created}</JobsDetail></Response>` },
  { name: "an id of a hyphen", xml: `<Response><JobsDetail><JobId>-</JobId>${created}</JobsDetail></Response>` },
  { name: "a job without a time", xml: "<Response><JobsDetail><JobId>c1</JobId></JobsDetail></Response>" },
  {
    name: "a job of no time",
    xml: "<Response><JobsDetail><JobId>c1</JobId><CreationTime>-</CreationTime></JobsDetail></Response>",
  },
  { name: "an error", xml: "<Error><Code>AccessDenied</Code></Error>" },
  { name: "an error beside a job", xml: `<Response>${jobOf("")}<Error><Code>x</Code></Error></Response>` },
  { name: "another root", xml: `<Result>${jobOf("")}</Result>` },
  { name: "two tokens", xml: `<Response>${jobOf("")}<NextToken>1</NextToken><NextToken>2</NextToken></Response>` },
  { name: "an empty token and another", xml: `<Response><NextToken/>${jobOf("")}<NextToken>2</NextToken></Response>` },
  { name: "a token of elements", xml: `<Response>${jobOf("")}<NextToken><a/></NextToken></Response>` },
  { name: "a text loose in the frame", xml: `<Response>x${jobOf("")}</Response>` },
  { name: "a text behind the root", xml: `${pageOf("")}x` },
  { name: "two roots", xml: `${pageOf("")}${pageOf("")}` },
  { name: "a closing tag too many", xml: `${pageOf("")}</Response>` },
  { name: "a job inside of another element", xml: `<Response><List>${jobOf("")}</List></Response>` },
  { name: "a DOCTYPE", xml: `<!DOCTYPE Response>${pageOf("")}` },
  { name: "a comment before the root", xml: `<!-- x -->${pageOf("")}` },
  { name: "a declaration of another encoding", xml: `<?xml version="1.0" encoding="GBK"?>${pageOf("")}` },
  { name: "a declaration of version 1.1", xml: `<?xml version="1.1"?>${pageOf("")}` },
  { name: "a declaration whose quotes do not match", xml: `<?xml version="1.0'?>${pageOf("")}` },
  { name: "a declaration behind white space", xml: `\n<?xml version="1.0"?>${pageOf("")}` },
  { name: "two byte order marks", xml: `\uFEFF\uFEFF${pageOf("")}` },
  { name: "bytes that are no UTF-8", xml: Buffer.from(pageOf("<Message>\xff</Message>"), "latin1") },
  { name: "UTF-16", xml: Buffer.from(pageOf(""), "utf16le") },
];
