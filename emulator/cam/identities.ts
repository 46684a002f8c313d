/**
 * Who may sign: users with keys of their own, and roles, whose temporary keys the platform hands to what it runs.
 *
 * A role is assumed by a service that it trusts; here that is the function platform. What a policy says is looked up on
 * each request, so that a role whose policy changes has the new one at once.
 */

import type { Credential } from "../signature.ts";
import { assertPolicy } from "./check-policy.ts";
import type { PolicyDocument } from "./policy-document.ts";

export interface Identities {
  readonly account: Account;
  /** Null: nobody's, or temporary and no longer valid. `now` in epoch milliseconds. */
  readonly find: (secretId: string, now: number) => Credential | null;
  /** Null: may do everything. A secret id that is nobody's may do nothing. */
  readonly policyOf: (secretId: string) => PolicyDocument | null;
  /** Temporary credentials, new each time. Null: no such role, or one that does not trust the function platform. */
  readonly assume: (role: string, now: number) => Required<Credential> | null;
  /**
   * Whether the function platform names a function to CAM when it asks. The vendor's pages contradict each other:
   * `SCF Policy Syntax` has policies that name functions, the page of CAM on the platform has actions that take `*` alone.
   */
  readonly namesFunctions: boolean;
}

/** Whom everything belongs to, by the two numbers that resources name it by. */
export interface Account {
  readonly appId: string;
  readonly uin: string;
}

interface User {
  readonly credential: Credential;
  /** Without one the user may do everything. */
  readonly policy?: PolicyDocument;
}

interface Role {
  readonly name: string;
  readonly policy: PolicyDocument;
  /** The services that may assume it; the function platform unless told otherwise. */
  readonly services?: readonly string[];
}

export interface IdentitiesOptions {
  readonly users: readonly User[];
  readonly roles: readonly Role[];
  /** Makes what temporary credentials consist of. */
  readonly newId: () => string;
  /** The account of the vendor's examples unless told otherwise. */
  readonly account?: Account;
  readonly namesFunctions?: boolean;
}

/** Vendor page "Role and Authorization" of the function platform: the service that its roles trust. */
const functionPlatform = "scf.qcloud.com";
/** Vendor page "Async Execution": a function's temporary keys last 6 hours at most. */
const lifetimeMs = 6 * 3_600_000;
const usualAccount: Account = { appId: "1250000000", uin: "100000000001" };
const nothing: PolicyDocument = { version: "2.0", statement: [] };

interface Known {
  readonly credential: Credential;
  readonly holder: User | Role;
  readonly until: number;
}

/** Throws `RangeError` for a policy that CAM would not take. */
export function createIdentities(options: IdentitiesOptions): Identities {
  const { users, roles, newId, account = usualAccount, namesFunctions = true } = options;
  for (const { policy } of [...users, ...roles]) if (policy) assertPolicy(policy);
  const known = new Map<string, Known>(
    users.map((user) => [user.credential.secretId, { credential: user.credential, holder: user, until: Infinity }]),
  );

  return {
    account,
    namesFunctions,
    find(secretId, now) {
      const found = known.get(secretId);
      return found && now < found.until ? found.credential : null;
    },
    policyOf(secretId) {
      const found = known.get(secretId);
      return found ? (found.holder.policy ?? null) : nothing;
    },
    assume(name, now) {
      const role = roles.find((each) => each.name === name);
      if (!role || !(role.services ?? [functionPlatform]).includes(functionPlatform)) return null;
      const credential = { secretId: `AKID${newId()}`, secretKey: newId(), sessionToken: newId() };
      known.set(credential.secretId, { credential, holder: role, until: now + lifetimeMs });
      return credential;
    },
  };
}
