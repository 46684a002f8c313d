/** How the user started this program: what a command that we print must begin with, so that it can be copied. */
export function programName(env: Readonly<Record<string, string | undefined>>): string {
  return env["npm_command"] === undefined ? "job-audit" : "npx job-audit";
}

/** An argument as a shell takes it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The flag for a settings file; empty for the one that is looked for anyway. */
export function configWords(config: string): string {
  return config === "job-audit.yaml" ? "" : ` --config ${shellWord(config)}`;
}
