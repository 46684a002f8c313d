/** What was put in place of what on the way from a message to its kind: told by the code that does it. */

export interface Substitution {
  /** What was recognised, such as `time` or `url`, or the kind of a rule. */
  readonly step: string;
  readonly before: string;
  readonly after: string;
  /** Of a rule: why it is there. */
  readonly reason?: string;
}

export type Note = (substitution: Substitution) => void;

/** Tells of a step only where it changed something. */
export function noteChange(note: Note, substitution: Substitution): string {
  if (substitution.before !== substitution.after) note(substitution);
  return substitution.after;
}
