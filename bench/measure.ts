/** What one side of a benchmark says of itself, from inside its own process, as its last line. */

export interface Measured {
  /** What was found: asserted before any time is believed. */
  readonly jobs: number;
  readonly failed: number;
  readonly pages: number;
  readonly wallMs: number;
  /** User and system time of the whole process. */
  readonly cpuMs: number;
  readonly peakRssMb: number;
}

export async function measure(work: () => Promise<Pick<Measured, "jobs" | "failed" | "pages">>): Promise<void> {
  const from = performance.now();
  const found = await work();
  const wallMs = performance.now() - from;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const measured: Measured = {
    ...found,
    wallMs,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    peakRssMb: maxRSS / 1024,
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}
