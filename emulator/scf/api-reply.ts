/**
 * Answers of the vendor's API 3.0: JSON under status 200, errors too (page "Returned Result").
 */

import type { EmulatorReply } from "../http.ts";

/** Codes of the vendor's pages "Common Error Codes" and "Error Codes" of the function platform. */
export type ApiCode =
  | "AuthFailure.InvalidAuthorization"
  | "AuthFailure.SecretIdNotFound"
  | "AuthFailure.SignatureExpire"
  | "AuthFailure.SignatureFailure"
  | "AuthFailure.TokenFailure"
  | "InvalidAction"
  | "InvalidParameter"
  | "InvalidParameterValue.InvokeType"
  | "InvalidParameterValue.LimitExceeded"
  | "InvalidParameterValue.Param"
  | "InvalidParameterValue.Qualifier"
  | "MissingParameter"
  | "NoSuchVersion"
  | "ResourceNotFound.Function"
  | "ResourceNotFound.Namespace"
  | "UnsupportedProtocol";

/** Thrown wherever a request is refused; the router makes the answer of it. */
export class ApiRefusal extends Error {
  override readonly name = "ApiRefusal";
  readonly code: ApiCode;

  constructor(code: ApiCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function apiReply(response: object, requestId: string): EmulatorReply {
  const body = JSON.stringify({ Response: { ...response, RequestId: requestId } });
  return { status: 200, headers: { "Content-Type": "application/json" }, body };
}

export function apiError({ code, message }: ApiRefusal, requestId: string): EmulatorReply {
  return apiReply({ Error: { Code: code, Message: message } }, requestId);
}
