/** Where policies are enforced: after a signature was verified, and before a service sees the request. */

import type { EmulatorRequest } from "../http.ts";
import type { Target } from "../route-host.ts";
import { ApiRefusal } from "../scf/api-reply.ts";
import type { Credential } from "../signature.ts";
import { apiNeeds } from "./api-needs.ts";
import { isAllowed, type Need } from "./evaluate.ts";
import type { Identities } from "./identities.ts";
import { storageNeed } from "./storage-needs.ts";

/** The same with owners of the account beside them, who may do everything. */
export function withOwners(identities: Identities, owners: readonly Credential[]): Identities {
  const policyOf = (secretId: string) =>
    owners.some((owner) => owner.secretId === secretId) ? null : identities.policyOf(secretId);
  return { ...identities, policyOf };
}

interface Asked {
  readonly request: EmulatorRequest;
  readonly target: Target;
  readonly secretId: string;
}

/** Whether a request to object storage or Cloud Infinite is permitted. */
export function mayAsk(identities: Identities, { request, target, secretId }: Asked): boolean {
  const need = storageNeed(request, target, identities.account);
  return may(identities, secretId, need === null ? null : [need]);
}

function may(identities: Identities, secretId: string, needs: readonly Need[] | null): boolean {
  const policy = identities.policyOf(secretId);
  return policy === null || (needs?.every((need) => isAllowed(policy, need)) ?? false);
}

/**
 * Throws `ApiRefusal` with the first permission that misses, in the codes of the vendor's pages: the function platform has
 * one of its own (page "Error Codes"), the log service that of all APIs (page "Common Error Codes").
 */
export function apiGuard(identities: Identities): (request: EmulatorRequest, secretId: string) => void {
  return (request, secretId) => {
    const missing = apiNeeds(request, identities).find((need) => !may(identities, secretId, [need]));
    if (missing === undefined) return;
    const code = missing.action.startsWith("cls:") ? "AuthFailure.UnauthorizedOperation" : "UnauthorizedOperation.CAM";
    const { action, resource } = missing;
    throw new ApiRefusal(code, `you are not authorized to perform operation (${action}) on resource (${resource})`);
  };
}
