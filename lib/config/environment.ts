/** The environment as whoever reads it gets it: passed in, never looked up. */
export type Environment = Readonly<Record<string, string | undefined>>;
