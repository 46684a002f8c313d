/** What the policies are made of: the places that settings name, and what only whoever deploys knows. */

export interface PolicyFacts {
  /** Empty: discovered. */
  readonly buckets: readonly AuditedBucket[];
  readonly report: BucketPlace;
  readonly functions: {
    /** Everything that is deployed. */
    readonly deployed: readonly FunctionPlace[];
    /** Those of them that another one starts. */
    readonly started: readonly FunctionPlace[];
  };
  /** The execution role's name. */
  readonly role: string;
  /** The functions' log topic; null: not known. */
  readonly logTopic: string | null;
  /** Where code is put that is too large to be sent; null: nowhere. */
  readonly code: BucketPlace | null;
  /** Whether functions can be named in a policy. */
  readonly namesFunctions: boolean;
}

/** Names alone are looked up in the regions. */
export type AuditedBucket = string | { readonly name: string; readonly region: string };

export interface BucketPlace {
  readonly bucket: string;
  readonly region: string;
  /** Empty: the whole bucket. */
  readonly prefix: string;
}

export interface FunctionPlace {
  readonly function: string;
  readonly namespace: string;
  readonly region: string;
}
