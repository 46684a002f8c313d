/**
 * Bytes to XML elements, strictly: what is not well-formed is refused, never repaired.
 *
 * An answer that broke off, or a proxy's page, would otherwise read as a short list and a clean night.
 * No DOCTYPE, hence no entities but XML's five; UTF-8 only; bounded in size, depth, and number of elements and
 * attributes.
 */

import { isUtf8 } from "node:buffer";
import { SaxesParser, type XMLDecl } from "saxes";
import { ProtocolError } from "../../core/errors.ts";
import { showBeginning, showText } from "./show-bytes.ts";
import { isBlank, type XmlElement } from "./xml-element.ts";

/**
 * A page of 100 jobs holds some 100 KB and 2,500 elements, eight deep: far from each of these. A page with more is read
 * in smaller pieces. The worst that fits, a text of line ends, takes 300 MB while it is parsed.
 */
export const maxXmlBytes = 8 * 1024 * 1024;
const maxDepth = 64;
const maxElements = 250_000;
const maxAttributes = 250_000;

interface GrowingElement extends XmlElement {
  text: string;
  readonly children: GrowingElement[];
}

/** Takes a child of the root as soon as it is whole; true: it was taken, and the root need not hold it. */
export type TakeChild = (child: XmlElement) => boolean;

/**
 * The root element. Throws `ProtocolError`, which says what came instead and carries the bytes.
 *
 * What `take` was given counts only once this returns: the rest of the document may yet be malformed. Taking the
 * rows of a long list one by one keeps what is alive at a time small.
 */
export function readXml(bytes: Uint8Array, take: TakeChild = () => false): XmlElement {
  try {
    return parse(decodeText(bytes), take);
  } catch (error) {
    if (error instanceof ProtocolError) throw withBody(error, bytes);
    const reason = showText(String(error).replace(/^Error: /, ""), 120);
    throw new ProtocolError(`Cannot read the answer as XML: ${describe(bytes, reason)}`, {
      body: bytes,
      foreign: formatOf(bytes) !== "XML",
      cause: error,
    });
  }
}

/**
 * Short texts one after the other: what is cut out of a text keeps the whole of it alive, and a text without Chinese
 * takes half the memory and time of one with.
 */
const chunkBytes = 8 * 1024;

function* decodeText(bytes: Uint8Array): Generator<string> {
  if (bytes.length > maxXmlBytes) throw new Error(`it holds ${bytes.length} bytes, more than ${maxXmlBytes}.`);
  if (!isUtf8(bytes)) throw new Error("it is not UTF-8.");
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let from = 0; from < buffer.length; ) {
    const to = characterStart(buffer, Math.min(from + chunkBytes, buffer.length));
    yield buffer.toString("utf8", from, to);
    from = to;
  }
}

/** The last position up to `at` where a character begins: further bytes of one are 10xxxxxx. */
function characterStart(buffer: Buffer, at: number): number {
  let start = at;
  while (((buffer[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}

function parse(texts: Iterable<string>, take: TakeChild): XmlElement {
  const parser = new SaxesParser({ forceXMLVersion: true, defaultXMLVersion: "1.0" });
  const tree = growTree(take);
  parser.on("xmldecl", refuseOtherEncoding);
  parser.on("doctype", refuseDoctype);
  parser.on("processinginstruction", refuseRunOnInstruction);
  parser.on("attribute", tree.countAttribute);
  parser.on("opentag", (tag) => tree.open(tag.name));
  parser.on("text", tree.addText);
  parser.on("cdata", tree.addText);
  parser.on("closetag", tree.close);
  for (const text of texts) parser.write(text);
  parser.close();
  return tree.root();
}

function growTree(take: TakeChild) {
  const outside = newElement("");
  const above: GrowingElement[] = [];
  let current = outside;
  let count = 0;
  let attributes = 0;
  return {
    countAttribute(): void {
      attributes += 1;
      if (attributes > maxAttributes) throw new Error(`it holds more than ${maxAttributes} attributes.`);
    },
    open(name: string): void {
      count += 1;
      if (count > maxElements) throw new Error(`it holds more than ${maxElements} elements.`);
      if (above.length === maxDepth) throw new Error(`its elements are nested more than ${maxDepth} deep.`);
      const element = newElement(name);
      current.children.push(element);
      above.push(current);
      current = element;
    },
    addText(text: string): void {
      current.text += text;
    },
    close(): void {
      const closed = current;
      if (closed.children.length > 0 && isBlank(closed.text)) closed.text = "";
      current = above.pop() ?? outside;
      if (above.length === 1 && take(closed)) current.children.pop();
    },
    root: (): XmlElement => outside.children[0] ?? outside,
  };
}

function newElement(name: string): GrowingElement {
  return { name, text: "", children: [] };
}

function refuseOtherEncoding(declaration: XMLDecl): void {
  const encoding = declaration.encoding ?? "UTF-8";
  if (!/^(utf-8|us-ascii)$/i.test(encoding)) throw new Error(`it calls itself ${encoding}, not UTF-8.`);
}

function refuseDoctype(): void {
  throw new Error("it holds a DOCTYPE.");
}

/** saxes lets `?` end an instruction's name, as in `<?p?x?>`, which XML does not, and then gives it as the content. */
function refuseRunOnInstruction({ body }: { readonly body: string }): void {
  if (body.startsWith("?")) throw new Error("it holds an instruction whose content begins with a question mark.");
}

/** The same error with the answer that it is about. */
export function withBody(cause: ProtocolError, body: Uint8Array): ProtocolError {
  return new ProtocolError(cause.message, { body, foreign: cause.foreign, cause });
}

function formatOf(bytes: Uint8Array): "HTML" | "JSON" | "XML" {
  const start = showBeginning(bytes);
  if (/^<(!doctype\s+)?html/i.test(start)) return "HTML";
  return /^[[{]/.test(start) ? "JSON" : "XML";
}

function describe(bytes: Uint8Array, reason: string): string {
  if (bytes.length === 0) return "it is empty.";
  const start = showBeginning(bytes);
  const format = formatOf(bytes);
  if (format !== "XML") return `it looks like ${format} and begins with \`${start}\`.`;
  return start.startsWith("<") || start === "" ? reason : `${reason} It begins with \`${start}\`.`;
}
