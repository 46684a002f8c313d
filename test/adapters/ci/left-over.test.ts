import { describe, expect, it } from "vitest";
import { leftOver } from "../../../lib/adapters/ci/left-over.ts";
import { readXml } from "../../../lib/adapters/ci/read-xml.ts";

const nothingUsed = new Set<never>();
const treeOf = (xml: string) => leftOver(readXml(Buffer.from(xml)), nothingUsed);

describe("leftOver()", () => {
  it("gives text, branches and repeats, names in order", () => {
    const tree = treeOf("<r><z>1</z><b><y/><x>2</x></b><z>3</z>loose</r>");
    expect(JSON.stringify(tree)).toBe('{"#text":"loose","b":{"x":"2","y":""},"z":["1","3"]}');
  });

  it("keeps 8,192 units of a text whole and cuts the next with a mark", () => {
    const text = "x".repeat(8_192);
    expect(treeOf(`<r><a>${text}</a></r>`)).toEqual({ a: text });
    expect(treeOf(`<r><a>${text}y</a></r>`)).toEqual({ a: `${text}…[cut]` });
  });

  it("never cuts a character in half", () => {
    expect(treeOf(`<r><a>${"x".repeat(8_191)}😀</a></r>`)).toEqual({ a: `${"x".repeat(8_191)}…[cut]` });
  });

  it("stops at 65,536 units of names and texts, and says so where it stops", () => {
    const full = `<a>${"x".repeat(8_000)}</a>`;
    const tree = treeOf(`<r>${full.repeat(20)}<b>1</b><c>2</c></r>`);
    expect(Object.keys(tree)).toEqual(["a", "#cut"]);
    expect(tree["#cut"]).toBe("…[cut]");
    expect(tree["a"]).toHaveLength(10);
    expect([tree["a"]].flat().slice(-2)).toEqual([`${"x".repeat(1_527)}…[cut]`, "…[cut]"]);
  });

  it("stops among elements without text, too", () => {
    const tree = treeOf(`<r>${"<a/>".repeat(100_000)}</r>`);
    expect(tree["a"]).toHaveLength(65_537);
    expect([tree["a"]].flat().at(-1)).toBe("…[cut]");
  });
});
