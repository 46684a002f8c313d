/** What one side of a benchmark says of itself, from inside its own process, as its last line. */

interface Cost {
  readonly wallMs: number;
  /** User and system time of the whole process. */
  readonly cpuMs: number;
  /** Of that, what the work took: without loading the program. */
  readonly workCpuMs: number;
  readonly peakRssMb: number;
}

/** What was found is asserted before any time is believed. */
export type Measured<Found> = Found & Cost;

export async function measure(work: () => Promise<object>): Promise<void> {
  const from = performance.now();
  const before = process.cpuUsage();
  const found = await work();
  const wallMs = performance.now() - from;
  const { user, system } = process.cpuUsage(before);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const measured: Measured<object> = {
    ...found,
    wallMs,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    workCpuMs: (user + system) / 1000,
    peakRssMb: maxRSS / 1024,
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}
