/** Exit codes, the same for every command. */
export const exitCodes = {
  fine: 0,
  /** Something got worse against the baseline. */
  regressions: 1,
  /** Wrong flags, settings or credentials: nothing was done. */
  usage: 2,
  /** A report with holes, or a service that could not be reached. */
  incomplete: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
