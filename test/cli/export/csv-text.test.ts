import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CsvColumn } from "../../../cli/export/csv-columns.ts";
import { csvHead, csvLines } from "../../../cli/export/csv-text.ts";

interface Row {
  readonly text: string | null | undefined;
  readonly count: number;
}

const columns: readonly CsvColumn<Row>[] = [
  { name: "text", value: ({ text }) => text },
  { name: "count", value: ({ count }) => count },
  { name: "queue", value: (_, queueNames) => queueNames.get("p1") },
];

function lineOf(text: string | null | undefined, queue = "q"): string {
  return csvLines(columns, [{ text, count: 7 }], new Map([["p1", queue]]));
}

/** Reads RFC 4180: cells of one record. */
function cellsOf(line: string): readonly string[] {
  return [...`,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}

describe("csvHead()", () => {
  it("names the columns", () => {
    expect(csvHead(columns)).toBe("text,count,queue\r\n");
  });
});

describe("csvLines()", () => {
  it.each([
    ["plain", "plain,7,q\r\n"],
    ["a,b", '"a,b",7,q\r\n'],
    ['say "no"', '"say ""no""",7,q\r\n'],
    ["a;=1+1", '"a;=1+1",7,q\r\n'],
    ['a;"b"', '"a;""b""",7,q\r\n'],
    [null, ",7,q\r\n"],
    [undefined, ",7,q\r\n"],
    ["", ",7,q\r\n"],
  ])("quotes %j as RFC 4180 has it", (text, line) => {
    expect(lineOf(text)).toBe(line);
  });

  it.each([
    ["=1+1", "'=1+1"],
    ['=HYPERLINK("http://evil.example","go")', '\'=HYPERLINK("http://evil.example","go")'],
    ["+SUM(1)", "'+SUM(1)"],
    ["-2+3", "'-2+3"],
    ["@import", "'@import"],
    ["＝1+1", "'＝1+1"],
    ["\t=1+1", "\\u{9}=1+1"],
    ["\r=1+1", "\\u{d}=1+1"],
    ["\n=1+1", "\\u{a}=1+1"],
  ])("leaves nothing that a spreadsheet would compute of %j", (text, cell) => {
    expect(cellsOf(lineOf(text, text))).toEqual([cell, "7", cell]);
  });

  it("shows what would move a terminal or turn text around by its number, a row a line", () => {
    const line = lineOf("a\u001b[31m\nb\u202ec");
    expect(line).toBe("a\\u{1b}[31m\\u{a}b\\u{202e}c,7,q\r\n");
  });

  it("is one line with the right number of cells, none of them a formula, whatever the text", () => {
    const texts = fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n\"',;a中 \u0000\u202e") });
    fc.assert(
      fc.property(texts, (text) => {
        const line = lineOf(text, text);
        expect(line.slice(0, -2)).not.toMatch(/[\r\n]/);
        const cells = cellsOf(line);
        expect(cells).toHaveLength(3);
        expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
      }),
    );
  });
});
