import { describe, expect, it } from "vitest";
import { readXml } from "../../../lib/adapters/ci/read-xml.ts";
import { ProtocolError } from "../../../lib/core/errors.ts";

function refusal(content: string | Uint8Array): ProtocolError {
  try {
    readXml(Buffer.from(content));
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error("It was read.");
}

const prefix = "Cannot read the answer as XML: ";

describe("readXml()", () => {
  it("gives the root with its children in order", () => {
    expect(readXml(Buffer.from("<r>\n<b>1</b>\n<a/>\n<b>2</b></r>"))).toEqual({
      name: "r",
      text: "",
      children: [
        { name: "b", text: "1", children: [] },
        { name: "a", text: "", children: [] },
        { name: "b", text: "2", children: [] },
      ],
    });
  });

  it("reads the view it is given and nothing of the buffer around it", () => {
    const around = Buffer.from("xx<a>鹿</a>yy");
    expect(readXml(around.subarray(2, around.length - 2)).text).toBe("鹿");
    expect(readXml(new Uint8Array(around).subarray(2, around.length - 2)).text).toBe("鹿");
  });

  it("refuses bytes that are not UTF-8", () => {
    const gbk = Buffer.from([..."<a>"].map((c) => c.charCodeAt(0)).concat([0xc2, 0xb9, 0xff]));
    expect(refusal(gbk).message).toBe(`${prefix}it is not UTF-8.`);
    expect(refusal(Buffer.from("\uFEFF<a/>", "utf16le")).message).toContain("it is not UTF-8.");
  });

  it.each(["<a><?p?x?></a>", "<a><?p??></a>", "<?p?x?><a/>"])(
    "refuses the instruction of %s, whose name never ends",
    (xml) => {
      expect(refusal(xml).message).toBe(`${prefix}it holds an instruction whose content begins with a question mark.`);
    },
  );

  it("refuses a DOCTYPE before any entity of it is used", () => {
    const laughs = `<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>`;
    expect(refusal(laughs).message).toBe(`${prefix}it holds a DOCTYPE.`);
    expect(refusal('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>').message).toBe(`${prefix}it holds a DOCTYPE.`);
  });

  it("carries the bytes and the cause", () => {
    const error = refusal("<a><b></a>");
    expect(error).toMatchObject({ code: "PROTOCOL", retryable: false, requestId: null });
    expect(Buffer.from(error.body ?? []).toString()).toBe("<a><b></a>");
    expect(error.cause).toBeInstanceOf(Error);
  });

  it.each([
    ["", "it is empty."],
    ["<a><b>", "1:6: unclosed tag: b"],
    [" \n", "2:0: document must contain a root element."],
    [
      "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
      "it looks like HTML and begins with `<!DOCTYPE html> <html><head><title>502 Bad Gateway</title></…`.",
    ],
    ["<html><br></html>", "it looks like HTML and begins with `<html><br></html>`."],
    ['{"Code":"SlowDown"}', 'it looks like JSON and begins with `{"Code":"SlowDown"}`.'],
    ["[1,\u00012]", "it looks like JSON and begins with `[1, 2]`."],
    ["Bad Gateway", "1:11: text data outside of root node. It begins with `Bad Gateway`."],
  ])("says what came instead of XML: %j", (content, seen) => {
    expect(refusal(content).message).toBe(prefix + seen);
  });

  it("shows neither the query of an address nor anything that looks like a token", () => {
    const token = "q7Zr0aXkPmV2tYbN4wLc8sEd";
    expect(refusal(`{"t":"${token}","url":"http://h/o?sign=abc"}`).message).toBe(
      `${prefix}it looks like JSON and begins with \`{"t":"…","url":"http://h/o\`.`,
    );
    expect(refusal('["http://me:pass@h/"]').message).toContain('`["http://h/"]`');
    expect(refusal(`<${token}><b></${token}>`).message).not.toContain(token);
  });

  it("reads 64 levels and refuses the 65th", () => {
    const nested = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect(readXml(Buffer.from(nested(64))).name).toBe("a");
    expect(refusal(nested(65)).message).toBe(`${prefix}its elements are nested more than 64 deep.`);
  });

  it("reads 250,000 elements and refuses one more", () => {
    const flat = (count: number) => `<r>${"<a/>".repeat(count - 1)}</r>`;
    expect(readXml(Buffer.from(flat(250_000))).children).toHaveLength(249_999);
    expect(refusal(flat(250_001)).message).toBe(`${prefix}it holds more than 250000 elements.`);
  });

  it("reads 250,000 attributes and refuses one more, wherever they stand", () => {
    const noisy = (count: number) => `<r>${'<a b="" c=""/>'.repeat(count / 2)}${count % 2 ? '<a b=""/>' : ""}</r>`;
    expect(readXml(Buffer.from(noisy(250_000))).children).toHaveLength(125_000);
    expect(refusal(noisy(250_001)).message).toBe(`${prefix}it holds more than 250000 attributes.`);
    const one = `<a${Array.from({ length: 250_001 }, (_, index) => ` a${index}=""`).join("")}/>`;
    expect(refusal(one).message).toBe(`${prefix}it holds more than 250000 attributes.`);
  });

  it("reads 8 MiB and refuses one byte more unread", () => {
    const large = Buffer.from(`<a>${" ".repeat(8 * 1024 * 1024 - 7)}</a>`);
    expect(readXml(large).text).toHaveLength(8 * 1024 * 1024 - 7);
    const larger = Buffer.concat([large, Buffer.from(" ")]);
    expect(refusal(larger).message).toBe(`${prefix}it holds 8388609 bytes, more than 8388608.`);
  });
});
