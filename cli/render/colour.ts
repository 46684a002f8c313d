/** Colours, named by what they say; none in a pipe, under NO_COLOR, or on a terminal that has none. */

import { bold, dim, green, red } from "yoctocolors";
import type { Io } from "../io.ts";

type Paint = (text: string) => string;

export interface Colours {
  readonly good: Paint;
  readonly bad: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
}

const plain: Paint = (text) => text;

export const noColours: Colours = { good: plain, bad: plain, strong: plain, faint: plain };
const terminalColours: Colours = { good: green, bad: (text) => bold(red(text)), strong: bold, faint: dim };

export function coloursFor({ columns, env }: Pick<Io, "columns" | "env">): Colours {
  const refused = (env["NO_COLOR"] ?? "") !== "";
  return columns === null || refused ? noColours : terminalColours;
}
