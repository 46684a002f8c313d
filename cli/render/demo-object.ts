/** What `demo --json` prints for a morning: one object, whose keys scripts rely on. */

import type { PlayedMorning } from "../demo-teller.ts";

export function demoObject({ night, read, differences }: PlayedMorning): object {
  return { night, ...(read && readObject(read)), asPlanted: differences.length === 0, differences };
}

function readObject({ morning, found }: NonNullable<PlayedMorning["read"]>): object {
  const { status, jobs, byState, byVerdict } = morning.night.manifest;
  const { findings, carried, amendments, failedAgain, recovered, queues, worse } = found;
  return {
    status,
    jobs,
    counts: { byState, byVerdict },
    findings: findings.length,
    carried: carried.length,
    amendments: amendments.length,
    failedAgain: failedAgain.length,
    recovered: recovered.length,
    queues: queues.length,
    worse,
  };
}
