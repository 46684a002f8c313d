/**
 * A policy of the vendor's access management, with a reason for each of its statements.
 *
 * The reasons are for people; what is pasted is the document, in the form of the vendor page "Syntax Structure".
 */

export interface Policy {
  readonly statements: readonly Statement[];
}

/** All of them allow; what is not allowed is denied. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** What it is for. */
  readonly reason: string;
  /** Why its resources are not narrower; null: they name what is needed and no more. */
  readonly wide: string | null;
}

export interface PolicyDocument {
  readonly version: "2.0";
  readonly statement: readonly {
    readonly effect: "allow";
    readonly action: readonly string[];
    readonly resource: readonly string[];
  }[];
}

export function policyDocument({ statements }: Policy): PolicyDocument {
  return {
    version: "2.0",
    statement: statements.map(({ actions, resources }) => ({ effect: "allow", action: actions, resource: resources })),
  };
}
