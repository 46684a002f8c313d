/** The world around the plugin: its process. Tests bring their own. */

import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { systemClock } from "../lib/adapters/system/clock.ts";
import type { CommandContext } from "./command.ts";

export type World = Pick<CommandContext, "env" | "clock" | "say" | "heard" | "ask">;

export const processWorld: World = {
  env: process.env,
  clock: systemClock,
  ...speakTo(process.stdout),
  ask: (question) => askAt(process.stdin, process.stdout, question),
};

/** A reader that leaves early is no failure: a deployment that nobody watches any more goes on. */
export function speakTo(output: Writable): Pick<World, "say" | "heard"> {
  let listener = false;
  let gone = false;
  return {
    say(text) {
      if (!listener) output.on("error", () => (gone = true));
      listener = true;
      if (!gone) output.write(`${text}\n`);
    },
    heard: () => !gone,
  };
}

/** Null: nobody sits at it. Ctrl+C and Ctrl+D, for which alone a question fails, are an empty answer. */
export async function askAt(
  input: Readable & { readonly isTTY?: boolean },
  output: Writable,
  question: string,
): Promise<string | null> {
  if (input.isTTY !== true) return null;
  const terminal = createInterface({ input, output });
  try {
    return await terminal.question(`${question} `).catch(() => "");
  } finally {
    terminal.close();
  }
}
