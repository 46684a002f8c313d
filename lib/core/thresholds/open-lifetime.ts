/** What is known of how long a job waited and ran that had not ended when its night was read. */

/** How the job was seen by one night, its own or a later one. */
export interface Sighting {
  /** The instant the night is judged at: the job was seen then or later. */
  readonly asOf: number;
  /** Null where the night does not tell, or it had not started. */
  readonly startedAt: number | null;
  /** Null where it had not ended, or nobody knows when it did. */
  readonly endedAt: number | null;
  /** Whether it had ended by then, or was gone. */
  readonly over: boolean;
}

interface Lifetime {
  readonly ms: number;
  /** False: it lasted longer. */
  readonly ended: boolean;
}

export interface OpenLifetime {
  readonly wait: Lifetime;
  /** Null for a job that nobody has seen started. */
  readonly run: Lifetime | null;
}

/** `sightings` are in the order of nights, and none of them counts behind one that saw it over. */
export function openLifetime(createdAt: number, sightings: readonly Sighting[]): OpenLifetime {
  const last = sightings.findIndex(({ over }) => over);
  const counted = last < 0 ? sightings : sightings.slice(0, last + 1);
  const startedAt = counted.map((each) => each.startedAt).reduce((before, now) => now ?? before, null);
  const endedAt = counted.at(-1)?.endedAt ?? null;
  const seenAt = Math.max(createdAt, ...counted.filter(({ over }) => !over).map(({ asOf }) => asOf));
  if (startedAt === null) return { wait: { ms: (endedAt ?? seenAt) - createdAt, ended: false }, run: null };
  return {
    wait: { ms: startedAt - createdAt, ended: true },
    run: { ms: (endedAt ?? Math.max(startedAt, seenAt)) - startedAt, ended: endedAt !== null },
  };
}
