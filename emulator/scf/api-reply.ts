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
  | "AuthFailure.UnauthorizedOperation"
  | "FailedOperation.CreateFunction"
  | "FailedOperation.CreateTrigger"
  | "FailedOperation.DeleteFunction"
  | "FailedOperation.FunctionStatusError"
  | "FailedOperation.FunctionVersionStatusNotActive"
  | "FailedOperation.SyntaxError"
  | "FailedOperation.UpdateFunctionCode"
  | "FailedOperation.UpdateFunctionConfiguration"
  | "InternalError"
  | "InternalError.System"
  | "InvalidAction"
  | "InvalidParameter"
  | "InvalidParameterValue"
  | "InvalidParameterValue.AsyncTriggerConfig"
  | "InvalidParameterValue.Cls"
  | "InvalidParameterValue.Code"
  | "InvalidParameterValue.CodeSource"
  | "InvalidParameterValue.CosBucketName"
  | "InvalidParameterValue.CosBucketRegion"
  | "InvalidParameterValue.CosObjectName"
  | "InvalidParameterValue.CustomArgument"
  | "InvalidParameterValue.Description"
  | "InvalidParameterValue.Enable"
  | "InvalidParameterValue.Environment"
  | "InvalidParameterValue.EnvironmentExceededLimit"
  | "InvalidParameterValue.EnvironmentSystemProtect"
  | "InvalidParameterValue.Filters"
  | "InvalidParameterValue.FunctionName"
  | "InvalidParameterValue.Handler"
  | "InvalidParameterValue.InvokeType"
  | "InvalidParameterValue.Limit"
  | "InvalidParameterValue.LimitExceeded"
  | "InvalidParameterValue.MemorySize"
  | "InvalidParameterValue.Offset"
  | "InvalidParameterValue.Order"
  | "InvalidParameterValue.OrderBy"
  | "InvalidParameterValue.Orderby"
  | "InvalidParameterValue.Param"
  | "InvalidParameterValue.Qualifier"
  | "InvalidParameterValue.Runtime"
  | "InvalidParameterValue.TriggerDesc"
  | "InvalidParameterValue.TriggerName"
  | "InvalidParameterValue.Type"
  | "InvalidParameterValue.ZipFile"
  | "InvalidParameterValue.ZipFileBase64BinasciiError"
  | "LimitExceeded.Function"
  | "LimitExceeded.Memory"
  | "LimitExceeded.MsgTTL"
  | "LimitExceeded.RetryNum"
  | "LimitExceeded.Timeout"
  | "LimitExceeded.Trigger"
  | "MissingParameter"
  | "MissingParameter.Code"
  | "NoSuchVersion"
  | "RequestLimitExceeded"
  | "RequestSizeLimitExceeded"
  | "ResourceInUse.FunctionName"
  | "ResourceInUse.TriggerName"
  | "ResourceNotFound.Function"
  | "ResourceNotFound.Namespace"
  | "ResourceNotFound.Role"
  | "ResourceNotFound.TopicNotExist"
  | "ResourceNotFound.Trigger"
  | "UnauthorizedOperation.CAM"
  | "UnknownParameter"
  | "UnsupportedOperation"
  | "UnsupportedRegion"
  | "UnsupportedOperation.Trigger"
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

export function demand(holds: boolean, code: ApiCode, message: string): asserts holds {
  if (!holds) throw new ApiRefusal(code, message);
}

export function apiReply(response: object, requestId: string): EmulatorReply {
  const body = JSON.stringify({ Response: { ...response, RequestId: requestId } });
  return { status: 200, headers: { "Content-Type": "application/json" }, body };
}

export function apiError({ code, message }: ApiRefusal, requestId: string): EmulatorReply {
  return apiReply({ Error: { Code: code, Message: message } }, requestId);
}
