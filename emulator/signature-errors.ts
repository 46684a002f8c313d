/**
 * How each service words a signature that it does not take.
 *
 * Cloud Infinite has codes of its own under 401. Clients set their clock by the codes of COS,
 * so the text `Request has expired` is exact.
 */

import type { Service } from "./service-errors.ts";
import type { Refused, SignatureProblem } from "./signature.ts";

interface Wording {
  readonly status: number;
  readonly code: string;
}

const wordings = {
  missing: { ci: [401, "MissingAuthorization"], cos: [403, "AccessDenied"] },
  malformed: { ci: [401, "InvalidAuthorization"], cos: [403, "AccessDenied"] },
  uncovered: { ci: [401, "InvalidAuthorization"], cos: [403, "SignatureDoesNotMatch"] },
  "unknown-id": { ci: [401, "SecretidNotExist"], cos: [403, "InvalidAccessKeyId"] },
  mismatch: { ci: [401, "InvalidAuthorization"], cos: [403, "SignatureDoesNotMatch"] },
  expired: { ci: [401, "SignatureExpired"], cos: [403, "AccessDenied"] },
  "not-yet-valid": { ci: [401, "InvalidAuthorization"], cos: [403, "RequestTimeTooSkewed"] },
  "wrong-token": { ci: [401, "AccessDenied"], cos: [403, "AccessDenied"] },
} as const satisfies Record<SignatureProblem, Record<Service, readonly [number, string]>>;

export function signatureError(service: Service, { problem }: Refused): Wording {
  const [status, code] = wordings[problem][service];
  return { status, code };
}
