/** Names of steps that others need. */

export const signatureStep = "signature";
export const reportStep = "report: read";

export function regionStep(region: string): string {
  return `region ${region}`;
}

export function bucketListStep(region: string): string {
  return `buckets of ${region}`;
}

export function bindingStep(bucket: string): string {
  return `bucket ${bucket}: bound`;
}

export function queuesStep(bucket: string): string {
  return `bucket ${bucket}: queues`;
}

export function functionStep(name: string): string {
  return `function ${name}`;
}
