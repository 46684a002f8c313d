import { describe, expect, it } from "vitest";
import { plainLook } from "../../../cli/render/look.ts";
import { findingColumns } from "../../../cli/render/row-columns.ts";
import { createRowTable } from "../../../cli/render/row-table.ts";
import { makeFinding } from "../finding.ts";

const usualId = "c93984788066911e689ed352d4d9d2ghd4";

function print(count: number, columns: number, jobId = usualId): string[] {
  const pieces: string[] = [];
  const table = createRowTable({
    columns: findingColumns({
      night: "2026-11-20",
      timeZone: "Asia/Shanghai",
      asOf: "2026-11-20T18:00:00.000Z",
      queueNames: new Map([["p1", "thumbnails"]]),
    }),
    idOf: (finding) => finding.jobId,
    messageOf: ({ message }) => message,
    look: { ...plainLook, columns },
    print: (text) => void pieces.push(text),
  });
  for (let at = 0; at < count; at += 1) table.add(makeFinding({ jobId }));
  table.end();
  return pieces;
}

describe("createRowTable", () => {
  it("prints nothing when there is nothing", () => {
    expect(print(0, 80)).toEqual([]);
  });

  it("prints in pieces, the head once, every finding in one of them", () => {
    const pieces = print(1001, 160);
    expect(pieces).toHaveLength(4);
    expect(pieces.join("").match(/^created/gm)).toHaveLength(1);
    expect(pieces.join("").match(/ImageTooLarge/g)).toHaveLength(1001);
  });

  it("gives id and message a line of their own where it is narrow, with the time in the report's zone", () => {
    expect(print(1, 159).join("")).toBe(
      "created   verdict  code           queue       object\n" +
        "10:00:00  failed   ImageTooLarge  thumbnails  photos/图.jpg\n" +
        `          ${usualId}  41321x30291 is too large\n`,
    );
  });

  it("cuts the message and never the id", () => {
    expect(print(1, 69).at(-1)).toBe(
      "10:00:00  failed   ImageTooLarge  thumbnails  photos/图.jpg\n" +
        `          ${usualId}  41321x30291 is too lar…\n`,
    );
    const long = "j".repeat(64);
    expect(print(1, 80, long).at(-1)).toContain(`\n          ${long}\n          41321x30291 is too large\n`);
  });

  it("puts id and message beside the rest where it is wide", () => {
    const gap = " ".repeat(usualId.length - 3);
    expect(print(1, 160).join("")).toBe(
      `created   verdict  code           queue       object         job${gap}  message\n` +
        `10:00:00  failed   ImageTooLarge  thumbnails  photos/图.jpg  ${usualId}  41321x30291 is too large\n`,
    );
  });
});
