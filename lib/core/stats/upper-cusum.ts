/**
 * One-sided CUSUM: the sum of what residuals exceed `k` by, never below 0, so that many small excesses add up to what no
 * one of them shows (E. S. Page, Continuous Inspection Schemes, 1954).
 */

/** The sum behind the next residual. */
export function nextSum(sum: number, residual: number, k: number): number {
  return Math.max(0, sum + residual - k);
}
