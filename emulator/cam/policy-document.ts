/** A policy as the vendor's access management (CAM) takes it: page "Syntax Structure", version 2.0. */

export interface PolicyDocument {
  readonly version: "2.0";
  readonly statement: readonly PolicyStatement[];
}

/** No principal and no condition: a policy that hangs on a user or role has no principal, and none here a condition. */
export interface PolicyStatement {
  readonly effect: "allow" | "deny";
  readonly action: readonly string[];
  readonly resource: readonly string[];
}
