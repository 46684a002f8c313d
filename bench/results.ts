/** What a benchmark tells: to people on the way, and as JSON lines in a file of its own. */

import { mkdir, writeFile } from "node:fs/promises";

const folder = "dist/bench";

export interface Results {
  /** A line for people. */
  say(text: string): void;
  /** A figure, and how people read it. */
  add(figure: object, text: string): void;
  /** Whether a target was met, and by which figure. */
  judge(target: string, met: boolean, figure: string): void;
  /** Writes the file. Whether every target was met. */
  close(): Promise<boolean>;
}

export async function openResults(name: string): Promise<Results> {
  await mkdir(folder, { recursive: true });
  const lines: object[] = [];
  let allMet = true;
  const say = (text: string) => {
    process.stdout.write(`${text}\n`);
  };
  return {
    say,
    add(figure, text) {
      lines.push({ bench: name, ...figure });
      say(text);
    },
    judge(target, met, figure) {
      allMet &&= met;
      lines.push({ bench: name, target, met, figure });
      say(`${target}: ${met ? "met" : "missed"} (${figure})`);
    },
    async close() {
      const file = `${folder}/${name}.jsonl`;
      await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      say(`every round as JSON lines: ${file}`);
      return allMet;
    },
  };
}
