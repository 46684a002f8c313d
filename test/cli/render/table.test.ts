import { describe, expect, it } from "vitest";
import { noColours } from "../../../cli/render/colour.ts";
import { type Column, fitTable, tableText } from "../../../cli/render/table.ts";

interface Row {
  readonly id: string;
  readonly count: string;
  readonly text: string;
}

const columns: readonly Column<Row>[] = [
  { title: "id", value: ({ id }) => id },
  { title: "count", value: ({ count }) => count, align: "right" },
  { title: "text", value: ({ text }) => text, least: 6 },
];

const look = (width: number) => ({ columns: width, colours: noColours });

describe("tableText", () => {
  it("lines up Chinese text, numbers to the right, without borders or trailing blanks", () => {
    const rows = [
      { id: "缩略图", count: "1,204", text: "a" },
      { id: "x", count: "7", text: "源文件" },
    ];
    expect(tableText(columns, rows, look(80), "  ")).toBe(
      "  id      count  text\n  缩略图  1,204  a\n  x           7  源文件\n",
    );
  });

  it("cuts the columns that may be cut, down to their least", () => {
    const rows = [{ id: "p0123456789", count: "7", text: "0123456789" }];
    const head = "id           count  text\n";
    expect(tableText(columns, rows, look(30))).toBe(`${head}p0123456789      7  0123456789\n`);
    expect(tableText(columns, rows, look(29))).toBe(`${head}p0123456789      7  01234567…\n`);
    expect(tableText(columns, rows, look(10))).toBe(`${head}p0123456789      7  01234…\n`);
  });

  it("takes room from the widest first", () => {
    const both: readonly Column<Row>[] = [
      { title: "id", value: ({ id }) => id, least: 4 },
      { title: "text", value: ({ text }) => text, least: 4 },
    ];
    const rows = [{ id: "01234567", count: "", text: "0123456789abcdef" }];
    expect(tableText(both, rows, look(18), "")).toContain("\n01234567  0123456…\n");
    expect(tableText(both, rows, look(14), "")).toContain("\n01234…  01234…\n");
  });

  it("keeps one row on one line, whatever is in it", () => {
    const rows = [{ id: "a\nb", count: "\u001b[1m", text: "\u202e" }];
    expect(tableText(columns, rows, look(80))).toBe("id           count  text\na\\u{a}b  \\u{1b}[1m  \\u{202e}\n");
  });
});

describe("fitTable", () => {
  it("keeps the widths of its sample for what comes later", () => {
    const table = fitTable(columns, [{ id: "abcd", count: "1", text: "short" }], look(80));
    expect(table.head).toBe("id    count  text");
    expect(table.lines([])).toEqual([]);
    expect(table.lines([{ id: "a", count: "22", text: "longer than that" }])).toEqual(["a        22  long…"]);
  });
});
