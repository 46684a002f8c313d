import { describe, expect, it } from "vitest";
import { plainLook } from "../../../cli/render/look.ts";
import { findingColumns } from "../../../cli/render/row-columns.ts";
import { createRowTable } from "../../../cli/render/row-table.ts";
import { makeFinding } from "../finding.ts";

function print(count: number, columns: number): string[] {
  const pieces: string[] = [];
  const table = createRowTable({
    columns: findingColumns({
      night: "2026-11-20",
      timeZone: "Asia/Shanghai",
      asOf: "2026-11-20T18:00:00.000Z",
      queueNames: new Map([["p1", "thumbnails"]]),
    }),
    messageOf: ({ message }) => message,
    look: { ...plainLook, columns },
    print: (text) => void pieces.push(text),
  });
  for (let at = 0; at < count; at += 1) table.add(makeFinding({ jobId: `j${at}` }));
  table.end();
  return pieces;
}

describe("createRowTable", () => {
  it("prints nothing when there is nothing", () => {
    expect(print(0, 80)).toEqual([]);
  });

  it("prints in pieces, the head once, every finding in one of them", () => {
    const pieces = print(1001, 120);
    expect(pieces).toHaveLength(4);
    expect(pieces.join("").match(/^created/gm)).toHaveLength(1);
    expect(pieces.join("").match(/ImageTooLarge/g)).toHaveLength(1001);
  });

  it("gives the message a line of its own where it is narrow, with the time in the report's zone", () => {
    expect(print(1, 119).join("")).toBe(
      "created   verdict  code           queue       object\n" +
        "10:00:00  failed   ImageTooLarge  thumbnails  photos/图.jpg\n" +
        "          41321x30291 is too large\n",
    );
  });

  it("puts the message beside the rest where it is wide", () => {
    expect(print(1, 120).join("")).toBe(
      "created   verdict  code           queue       object         message\n" +
        "10:00:00  failed   ImageTooLarge  thumbnails  photos/图.jpg  41321x30291 is too large\n",
    );
  });
});
