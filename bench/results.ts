/** What a benchmark tells: to people on the way, and as JSON lines in a file of its own. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Figures, figureNames, figureText, kinds } from "./figures.ts";
import { fileOf, type Line, type MedianLine, type RoundLine, type RunLine, type TargetLine } from "./lines.ts";
import { boundText, type Target, valueText, verdictOf } from "./target.ts";

export interface Results {
  /** A line for people alone. */
  say(text: string): void;
  round(measured: Omit<RoundLine, "kind" | "bench">): void;
  median(measured: Omit<MedianLine, "kind" | "bench">): void;
  /** Told as met or missed. */
  judge(target: Target): void;
  /** Writes the file; returns what was judged. */
  close(): Promise<readonly TargetLine[]>;
}

export interface Outlets {
  readonly folder: string;
  readonly say: (text: string) => void;
}

export function openResults(run: RunLine, { folder, say }: Outlets): Results {
  const { bench } = run;
  const lines: Line[] = [run];
  return {
    say,
    round(measured) {
      lines.push({ kind: "round", bench, ...measured });
      say(`${bench}, ${measured.of}, round ${measured.round}, ${measured.side}: ${figuresText(measured.figures)}`);
    },
    median(measured) {
      lines.push({ kind: "median", bench, ...measured });
      say(`${bench}, ${measured.of}, median of ${measured.rounds}, ${measured.side}: ${figuresText(measured.figures)}`);
    },
    judge(target) {
      const line: TargetLine = { kind: "target", bench, ...target, verdict: verdictOf(target) };
      lines.push(line);
      say(`${bench}, ${line.target}: ${valueText(line)}, ${boundText(line)}: ${line.verdict}`);
    },
    async close() {
      await mkdir(folder, { recursive: true });
      const file = join(folder, fileOf(run));
      await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      say(`${bench}: every round as JSON lines in ${file}`);
      return lines.filter((line) => line.kind === "target");
    },
  };
}

function figuresText(figures: Figures): string {
  const known = figureNames.flatMap((name) => {
    const value = figures[name];
    return value === undefined ? [] : [`${kinds[name].title} ${figureText(name, value)}`];
  });
  return known.join(", ");
}
