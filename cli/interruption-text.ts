/** What an interrupted command leaves behind, and that it can be given again. */

const again = "the same command can be given again";
const goesOn = "what was read is saved, and the same command goes on from there";

/** Whatever is not told of here writes nothing. */
const left: Readonly<Record<string, string>> = {
  run: `A night is committed whole or not at all: ${goesOn}`,
  "run --repair": `A revision is committed whole or not at all: ${goesOn}`,
  "run --recount": `A recount commits nothing: ${again}, and begins anew`,
  "run --last": `A look commits nothing: ${again}, and begins anew`,
  probe: `A probe is kept only when its last question was asked: ${again}, and begins anew`,
  coverage: `Only reports were read, and nothing was written: ${again}`,
  diff: `A diff is committed whole or not at all: ${again}`,
  fetch: "Files that are whole stay where they are: the same command goes on with the others",
  export: `The file that --out names is written whole or not at all: ${again}`,
  test: `A sample may have been sent: ${again}`,
  demo: `What the demo has written is replaced by the next one: ${again}`,
};

/** Flags by which `run` does another thing. */
const ways = ["repair", "recount", "last"];

export function interruptionText(command: string, flags: Readonly<Record<string, unknown>> = {}): string {
  const way = command === "run" ? ways.find((name) => flags[name] !== undefined) : undefined;
  const words = way === undefined ? command : `${command} --${way}`;
  return `Interrupted. ${left[words] ?? `Nothing was written: ${again}`}.\n`;
}
