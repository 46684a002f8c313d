import { describe, expect, it } from "vitest";
import { readOrder } from "../../bench/order.ts";
import { subjects } from "../../bench/subjects.ts";

function chosenBy(...args: readonly string[]) {
  const order = readOrder(args, subjects);
  if ("text" in order) return order;
  return { ...order, chosen: order.chosen.map(({ name }) => name) };
}

const usual = { size: undefined, full: false, write: false };

describe("readOrder", () => {
  it("measures every subject at its small size when nothing is said", () => {
    expect(chosenBy()).toEqual({ ...usual, chosen: subjects.map(({ name }) => name) });
  });

  it.each([
    [["--full"], { chosen: subjects.map(({ name }) => name), full: true }],
    [["decode"], { chosen: ["decode"] }],
    [["revisions", "--full", "--write"], { chosen: ["revisions"], full: true, write: true }],
    [["page", "100000"], { chosen: ["page"], size: 100_000 }],
    [["page", "--jobs", "100000", "--full"], { chosen: ["page"], size: 100_000, full: true }],
  ])("reads %j", (args, expected) => {
    expect(chosenBy(...args)).toEqual({ ...usual, ...expected });
  });

  it("tells on --help what there is", () => {
    const told = readOrder(["--help"], subjects);
    expect(told).toMatchObject({ exitCode: 0 });
    const text = "text" in told ? told.text : "";
    for (const { name, says } of subjects) expect(text).toMatch(new RegExp(`^  ${name} +${says}$`, "m"));
  });

  it.each([
    [["nothing"], "There is no benchmark nothing."],
    [["page", "many"], "A size is a whole number above 0, not many."],
    [["page", "0"], "A size is a whole number above 0, not 0."],
    [["page", "5", "--jobs", "6"], "One size is enough, not 5 and 6."],
    [["page", "5", "--write"], "Only results of the usual sizes are kept: --write goes without a size."],
    [["--fast"], "Unknown option '--fast'"],
    [["--jobs", "5"], "A size needs the name of a benchmark before it."],
  ])("refuses %j, says why, and what there is", (args, reason) => {
    const refused = readOrder(args, subjects);
    expect(refused).toMatchObject({ exitCode: 2 });
    expect("text" in refused && refused.text.startsWith(reason)).toBe(true);
    expect(refused).toHaveProperty("text", expect.stringContaining("\n  decode "));
  });
});
