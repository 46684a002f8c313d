/** `--revision`: revisions of a night count from 1 on. */

import { InvalidArgumentError } from "commander";

export function readRevisionFlag(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("Expected a whole number from 1 on.");
  return Number(text);
}
