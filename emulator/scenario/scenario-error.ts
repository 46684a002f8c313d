/** A scenario that cannot be used: `problems` names every one that was seen, each with its place in the file. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
  readonly problems: readonly string[];

  /** `source` names the file for people. */
  constructor(source: string, facts: { readonly problems: readonly string[]; readonly cause?: unknown }) {
    const list = facts.problems.map((problem) => `- ${problem}`).join("\n");
    super(`Cannot use the scenario ${source}:\n${list}`, { cause: facts.cause });
    this.problems = facts.problems;
  }
}
