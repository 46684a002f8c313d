/**
 * What a page has its reader type, and what it shows as the answer: a block of `sh`, and a block of `text` right under it.
 *
 * Behind `sh` a block may say: `untested` (nobody runs it here), `first-terminal` (it stays in the foreground there while
 * the other blocks go on in a second one), `exits-3`.
 */

import { readFileSync } from "node:fs";

export interface Step {
  /** Of the page, from 1. */
  readonly line: number;
  readonly commands: string;
  readonly exitCode: number;
  readonly inFirstTerminal: boolean;
  /** Null: the page shows nothing. */
  readonly shown: string | null;
}

const blocks = /^```sh((?: [a-z0-9-]+)*)\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```\n)?/gm;

/** Those that are to be run, in the page's order; `page` is relative to the project. */
export function readSteps(page: string): readonly Step[] {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), "utf8");
  return [...text.matchAll(blocks)].flatMap(({ index, 1: said = "", 2: commands = "", 3: shown = null }) => {
    const marks = said.trim().split(" ");
    if (marks.includes("untested")) return [];
    return [
      {
        line: text.slice(0, index).split("\n").length,
        commands,
        exitCode: Number(/exits-(\d)/.exec(said)?.[1] ?? 0),
        inFirstTerminal: marks.includes("first-terminal"),
        shown,
      },
    ];
  });
}
