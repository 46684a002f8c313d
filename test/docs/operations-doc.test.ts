import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { createProgram } from "../../cli/run-cli.ts";
import { errorCodes } from "../../lib/core/errors.ts";
import { holeCauses } from "../../lib/core/hole.ts";
import { metricCatalogue } from "../../lib/core/metrics/metric-family.ts";
import { warningCodes } from "../../lib/core/probe-warnings.ts";
import { eventLevels } from "../../lib/core/run-event.ts";
import { alertRules } from "../../lib/core/schema/signals.ts";
import { defectCode } from "../../lib/core/told-code.ts";
import { aspectOf } from "../../lib/core/watch/trouble.ts";
import type { HeartbeatSignal } from "../../lib/ports/heartbeat.ts";
import { coverageCauses } from "../../lib/usecases/coverage/coverage-hole.ts";
import { createFakeIo } from "../cli/fake-io.ts";

const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");

interface Row {
  readonly name: string;
  readonly cells: readonly string[];
}

/** Rows of the table whose header begins with this, wherever it stands. */
function tableOf(section: string, header: string): readonly Row[] {
  const text = page.split(/^## /m).find((each) => each.startsWith(`${section}\n`)) ?? "";
  const [, table = ""] = text.split(new RegExp(`^\\| ${header} \\|.*\\n\\|[-|]+\\n`, "m"));
  const lines = table.split("\n");
  return lines.slice(0, lines.indexOf("")).map((line) => {
    const [, name = "", ...cells] = line.split("|").map((cell) => cell.trim());
    return { name: /^`([^`]+)`$/.exec(name)?.[1] ?? `not a name: ${name}`, cells: cells.slice(0, -1) };
  });
}

const namesOf = (rows: readonly Row[]) => rows.map(({ name }) => name).sort();
/** Whoever adds a signal is told here by the compiler. */
const signals: Readonly<Record<HeartbeatSignal, true>> = { start: true, success: true, fail: true, log: true };

const tables: readonly (readonly [string, string, readonly string[]])[] = [
  ["Alerts", "rule", alertRules],
  ["Watchdog", "trouble", Object.keys(aspectOf)],
  ["Watchdog", "settled", [...new Set(Object.values(aspectOf))]],
  ["Heartbeat", "ping", Object.keys(signals)],
  ["Error codes", "code", [...errorCodes, defectCode]],
  ["Error codes", "exit code", Object.values(exitCodes).map(String)],
  ["Holes", "cause", holeCauses],
  ["Warnings", "code", warningCodes],
];

describe("docs/operations.md", () => {
  it.each(tables)("tells in %s of each %s once, and of no other", (section, header, expected) => {
    const rows = tableOf(section, header);
    expect(expected.length).toBeGreaterThan(2);
    expect(namesOf(rows)).toEqual([...expected].sort());
    expect(rows.filter(({ cells }) => cells.length < 2 || cells.some((cell) => cell === ""))).toEqual([]);
  });

  it("tells what else coverage finds", () => {
    const [, others = ""] = page.split("`job-audit coverage` finds these too");
    const names = [...(others.split("\n## ")[0] ?? "").matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
    expect(names.sort()).toEqual([...coverageCauses].sort());
  });

  it("tells which errors are thrown in words of the functions' rule", () => {
    const thrown = new Map(tableOf("Error codes", "code").map(({ name, cells }) => [name, cells[1]]));
    for (const name of ["NETWORK", "DEADLINE", "DEFECT"]) expect([name, thrown.get(name)]).toEqual([name, "yes"]);
    for (const name of ["CONFIG", "EVENT", "PROTOCOL", "STORE"]) expect([name, thrown.get(name)]).toEqual([name, "no"]);
  });

  it("tells each line of the log with its level, and what to do about those that are no good news", () => {
    const ends = { started: "info", done: "info", failed: "error" };
    const lines = Object.entries({ ...eventLevels, ...ends }).filter(([, level]) => level !== null);
    const rows = tableOf("Events", "event");
    expect(new Map(rows.map(({ name, cells }) => [name, cells[0]]))).toEqual(new Map(lines));
    expect(rows).toHaveLength(lines.length);
    expect(rows.filter(({ cells: [level, , todo] }) => level !== "info" && todo === "")).toEqual([]);
  });

  it("tells each metric with its labels", () => {
    const place = ["family", "region", "bucket", "queue", "tag"];
    const told = tableOf("Metrics", "metric").map(({ name, cells: [labels = ""] }) => {
      const names = labels.split(", ").flatMap((label) => (label === "place" ? place : [label.replaceAll("`", "")]));
      return [name, names] as const;
    });
    const expected = Object.entries(metricCatalogue).map(([name, { labels }]) => [name, [...labels]] as const);
    expect(told).toEqual(expected);
  });

  it("names commands and flags that there are", () => {
    const program = createProgram({ io: createFakeIo(), action: () => async () => {} });
    const asked = [...page.matchAll(/\bjob-audit ([a-z]+(?: [^`\n]*)?)/g)].map(([, words = ""]) => words.split(" "));
    expect(asked.length).toBeGreaterThan(30);
    const wrong = asked.filter(([name, ...rest]) => {
      const command = program.commands.find((each) => each.name() === name);
      const all = command === undefined ? [] : [command, ...command.commands];
      const flags = all.flatMap(({ options }) => options.map(({ long }) => long));
      return command === undefined || rest.some((word) => word.startsWith("--") && !flags.includes(word));
    });
    expect(wrong).toEqual([]);
  });
});
