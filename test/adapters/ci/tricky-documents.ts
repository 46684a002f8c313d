/** Documents at XML's edges, and what each is: a tree, or nothing that may be read. */

/** An element: its name, its text, its children. */
export type Outline = readonly [name: string, text: string, ...children: Outline[]];

export interface TrickyDocument {
  readonly name: string;
  readonly xml: string;
  /** Null: to be refused. */
  readonly outline: Outline | null;
  /** Where a library is known to see it otherwise, and why that library is not followed. */
  readonly unlike?: { readonly parseXml?: string; readonly saxes?: string; readonly fast?: string };
}

export const trickyDocuments: readonly TrickyDocument[] = [
  { name: "an empty element", xml: "<a/>", outline: ["a", ""] },
  { name: "white space in tags", xml: "<a ></a\n>", outline: ["a", ""] },
  { name: "white space kept in a leaf", xml: "<a>  x\t</a>", outline: ["a", "  x\t"] },
  { name: "white space alone in a leaf", xml: "<a> </a>", outline: ["a", " "] },
  { name: "white space between elements", xml: "<a>\n\t<b/>\n</a>", outline: ["a", "", ["b", ""]] },
  { name: "text beside elements", xml: "<a>x<b/>y</a>", outline: ["a", "xy", ["b", ""]] },
  { name: "a byte order mark", xml: "\uFEFF<a/>", outline: ["a", ""] },
  { name: "a declaration", xml: '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<a/>', outline: ["a", ""] },
  { name: "line ends", xml: "<a>1\r\n2\r3\n4</a>", outline: ["a", "1\n2\n3\n4"] },
  { name: "a carriage return by reference", xml: "<a>1&#13;2</a>", outline: ["a", "1\r2"] },
  { name: "the five entities", xml: "<a>&lt;&gt;&amp;&quot;&apos;</a>", outline: ["a", "<>&\"'"] },
  { name: "numeric references", xml: "<a>&#65;&#x4e2d;&#x1F600;</a>", outline: ["a", "A中😀"] },
  { name: "an escaped reference", xml: "<a>&amp;lt;&#38;lt;</a>", outline: ["a", "&lt;&lt;"] },
  { name: "long digits", xml: "<a>0012345678901234567890</a>", outline: ["a", "0012345678901234567890"] },
  { name: "a CDATA section", xml: "<a>x<![CDATA[<b>&amp;]]>y</a>", outline: ["a", "x<b>&amp;y"] },
  { name: "an end of CDATA split over two", xml: "<a><![CDATA[]]]]><![CDATA[>]]></a>", outline: ["a", "]]>"] },
  { name: "a comment inside text", xml: "<a>x<!-- <b>&nope; -->y</a>", outline: ["a", "xy"] },
  { name: "an instruction inside text", xml: "<a>x<?p <b> ?>y</a>", outline: ["a", "xy"] },
  { name: "an instruction with a greater-than", xml: "<a><?p x > y ?></a>", outline: ["a", ""] },
  { name: "comments around the root", xml: "<!-- 1 --><a/><!-- 2 -->\n<?p?>\n", outline: ["a", ""] },
  { name: "a greater-than in text", xml: "<a>]] > x></a>", outline: ["a", "]] > x>"] },
  { name: "a greater-than in an attribute", xml: "<a b='>'/>", outline: ["a", ""] },
  {
    name: "names with hyphen, digits, prefix",
    xml: "<a><X-1_2.z/><x:y/></a>",
    outline: ["a", "", ["X-1_2.z", ""], ["x:y", ""]],
  },
  { name: "names in Chinese", xml: "<任务><状态>失败</状态></任务>", outline: ["任务", "", ["状态", "失败"]] },
  {
    name: "characters at XML's edge",
    xml: "<a>\u007F\u0085\u2028\uFFFD\u{10FFFF}</a>",
    outline: ["a", "\u007F\u0085\u2028\uFFFD\u{10FFFF}"],
  },
  {
    name: "an element called __proto__",
    xml: "<a><__proto__>x</__proto__></a>",
    outline: ["a", "", ["__proto__", "x"]],
    unlike: { fast: "it builds plain objects, so it refuses the name" },
  },
  {
    name: "an element called constructor",
    xml: "<a><constructor>x</constructor></a>",
    outline: ["a", "", ["constructor", "x"]],
    unlike: { fast: "it builds plain objects, so it refuses the name" },
  },
  {
    name: "an element called hasOwnProperty",
    xml: "<a><hasOwnProperty>x</hasOwnProperty></a>",
    outline: ["a", "", ["hasOwnProperty", "x"]],
    unlike: { fast: "it builds plain objects, so it renames the element" },
  },
  {
    name: "a declared encoding that is not UTF-8",
    xml: '<?xml version="1.0" encoding="GBK"?><a/>',
    outline: null,
    unlike: {
      parseXml: "it takes text, whose encoding is settled; we take bytes",
      saxes: "it takes text, whose encoding is settled; we take bytes",
      fast: "it takes text, whose encoding is settled; we take bytes",
    },
  },
  {
    name: "a declaration with a bare word",
    xml: '<?xml version="1.0" encoding?><a/>',
    outline: null,
    unlike: { parseXml: "its pattern lets the value be missing; XML's grammar does not" },
  },
  {
    name: "a reference that only XML 1.1 allows",
    xml: '<?xml version="1.1"?><a>&#1;</a>',
    outline: null,
    unlike: { saxes: "it speaks XML 1.1 unless told not to", fast: "it reads any reference" },
  },
  { name: "nothing", xml: "", outline: null },
  { name: "white space alone", xml: " \n", outline: null },
  { name: "text alone", xml: "Service Unavailable", outline: null },
  { name: "JSON", xml: '{"code":"SlowDown"}', outline: null },
  { name: "cut inside an element", xml: "<a><b>x</b>", outline: null },
  { name: "cut inside a tag", xml: "<a><b>x</b></", outline: null },
  { name: "cut inside a reference", xml: "<a>x&am", outline: null },
  { name: "cut inside a comment", xml: "<a/><!-- x", outline: null },
  { name: "cut inside CDATA", xml: "<a><![CDATA[x</a>", outline: null },
  { name: "tags that cross", xml: "<a><b></a></b>", outline: null },
  { name: "an end tag too many", xml: "<a/></a>", outline: null },
  { name: "an HTML page", xml: "<html><body><p>502<br></body></html>", outline: null },
  { name: "a bare ampersand", xml: "<a>x & y</a>", outline: null },
  { name: "an ampersand in an address", xml: "<a>http://h/?b=1&c=2</a>", outline: null },
  { name: "a bare less-than", xml: "<a>1 < 2</a>", outline: null },
  { name: "an empty name", xml: "<>x</>", outline: null },
  { name: "a name that starts with a digit", xml: "<1a/>", outline: null },
  { name: "an attribute twice", xml: '<a b="1" b="2"/>', outline: null },
  { name: "an attribute without quotes", xml: "<a b=1/>", outline: null },
  { name: "two byte order marks", xml: "\uFEFF\uFEFF<a/>", outline: null },
  { name: "a declaration after white space", xml: ' <?xml version="1.0"?><a/>', outline: null },
  { name: "two declarations", xml: '<?xml version="1.0"?><?xml version="1.0"?><a/>', outline: null },
];

/**
 * Refused here, read by fast-xml-parser 5 with its validator on: why it is not the decoder.
 * The table of docs/decisions/0002-xml-decoder.md has the same rows.
 */
export const laxDocuments: readonly { readonly name: string; readonly xml: string }[] = [
  { name: "an unknown entity", xml: "<a>&nope;</a>" },
  { name: "an entity of HTML", xml: "<a>&nbsp;&copy;</a>" },
  { name: "an unknown entity in an attribute", xml: '<a b="&nope;"/>' },
  { name: "a control character", xml: "<a>\u0001</a>" },
  { name: "a character that is none", xml: "<a>\uFFFF</a>" },
  { name: "the end of CDATA in text", xml: "<a>x]]>y</a>" },
  { name: "two roots", xml: "<a/><b/>" },
  { name: "text after the root", xml: "<a/>text" },
  { name: "two hyphens in a comment", xml: "<a><!-- x--y --></a>" },
  { name: "a comment that ends in three hyphens", xml: "<a><!-- x ---></a>" },
  { name: "a DOCTYPE with an entity", xml: '<!DOCTYPE a [<!ENTITY e "v">]><a>&e;</a>' },
  { name: "a declaration without version", xml: '<?xml encoding="utf-8"?><a/>' },
  { name: "a declaration with a word misspelt", xml: '<?xml verion="1.0"?><a/>' },
  { name: "a declaration of version 2", xml: '<?xml version="2.0"?><a/>' },
  { name: "a declaration inside the root", xml: '<a><?xml version="1.0"?></a>' },
  { name: "a reference to nothing", xml: "<a>&#0;</a>" },
  { name: "a reference to a control character", xml: "<a>&#1;</a>" },
  { name: "a reference to half a character", xml: "<a>&#xD800;</a>" },
  { name: "a reference to a character that is none", xml: "<a>&#xFFFE;</a>" },
  { name: "a reference past the last character", xml: "<a>&#x110000;</a>" },
  { name: "a less-than in an attribute", xml: '<a b="<"/>' },
];
