/**
 * What serverless.yml declares, read once: the functions of one region and namespace with all that the platform is to know
 * of them. Everything that packs, plans or deploys works on this and never on osls' own objects.
 */

export interface TimerModel {
  readonly name: string;
  /** Seven fields: second, minute, hour, day, month, weekday, year. */
  readonly cron: string;
  /** Handed to the function as the event's `Message`; null: none. */
  readonly argument: string | null;
  readonly enabled: boolean;
}

export interface FunctionModel {
  /** What the function is called in serverless.yml: `audit`. */
  readonly key: string;
  /** What it is called on the platform: `job-audit-audit`. */
  readonly name: string;
  readonly description: string;
  /** The source that is bundled, relative to the project: `functions/audit.ts`. */
  readonly entry: string;
  readonly handler: string;
  readonly runtime: string;
  /** MB. */
  readonly memorySize: number;
  /** Seconds. */
  readonly timeout: number;
  /** Values may be secrets, and are told nowhere. */
  readonly environment: Readonly<Record<string, string>>;
  /** The execution role's name; null: none. */
  readonly role: string | null;
  /** The log topic; null: as the platform has it. */
  readonly logs: { readonly logsetId: string; readonly topicId: string } | null;
  /** What the platform does with an asynchronous invocation that failed: 0..2 more attempts, none after `maxAgeSeconds`. */
  readonly retry: { readonly attempts: number; readonly maxAgeSeconds: number };
  readonly triggers: readonly TimerModel[];
}

export interface DeployModel {
  readonly region: string;
  readonly namespace: string;
  /** Where the API is asked instead of the vendor's own host, as `http://127.0.0.1:9000`; null: there. */
  readonly endpoint: string | null;
  /** Where code is put that is too large to be sent, in a bucket of the region; null: nowhere. */
  readonly code: { readonly bucket: string; readonly prefix: string } | null;
  readonly functions: readonly FunctionModel[];
}

/** A function as it is uploaded: `index.js` and `job-audit.yaml` in one zip. */
export interface PackedFunction {
  readonly model: FunctionModel;
  readonly zip: Uint8Array;
  /** Of the zip, in hexadecimal. */
  readonly sha256: string;
  /** The zip's length. */
  readonly bytes: number;
  /** That of the `index.js` in it. */
  readonly bundleBytes: number;
}
