/**
 * Requests that object storage refuses: the code decides the status.
 *
 * Codes, statuses and the body's shape are those of the vendor page "Error Codes" of Cloud Object Storage and of the
 * pages of the single operations.
 */

import type { EmulatorReply, EmulatorRequest } from "../http.ts";
import { serviceError } from "../service-errors.ts";

const faults = {
  BadDigest: [400, "The Content-MD5 you specified did not match what we received."],
  EntityTooSmall: [400, "A part that is not the last one is smaller than 1 MB."],
  InvalidArgument: [400, "An argument of the request is invalid."],
  InvalidDigest: [400, "The Content-MD5 you specified is not the base64 text of 16 bytes."],
  InvalidPart: [400, "One or more of the specified parts could not be found."],
  InvalidPartOrder: [400, "The list of parts was not in ascending order."],
  KeyTooLong: [400, "The object key is longer than 850 bytes."],
  MalformedXML: [400, "The XML you provided was not well-formed or did not validate against our published schema."],
  NoSuchBucket: [404, "The specified bucket does not exist."],
  NoSuchBucketPolicy: [404, "The specified bucket does not have a bucket policy."],
  NoSuchEncryptionConfiguration: [404, "The specified bucket does not have an encryption configuration."],
  NoSuchKey: [404, "The specified key does not exist."],
  NoSuchLifecycleConfiguration: [404, "The specified bucket does not have a lifecycle configuration."],
  NoSuchUpload: [404, "The specified multipart upload does not exist."],
  // No page names this code; clients must not rely on it.
  ObjectLockConfigurationNotFoundError: [404, "The specified bucket does not have an object lock configuration."],
  MethodNotAllowed: [405, "The specified method is not allowed against this resource."],
  FileAlreadyExists: [409, "The object already exists and must not be overwritten."],
  ObjectNotAppendable: [409, "The operation is not valid for the current state of the object."],
  PositionNotEqualToLength: [409, "The position is not the length of the object."],
  PreconditionFailed: [412, "At least one of the preconditions you specified did not hold."],
  InvalidRange: [416, "The requested range cannot be satisfied."],
  NotImplemented: [501, "This operation is not emulated."],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type FaultCode = keyof typeof faults;

export class CosFault extends Error {
  override readonly name = "CosFault";
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string = faults[code][1]) {
    super(message);
    this.code = code;
  }
}

export function faultReply(fault: CosFault, request: EmulatorRequest, requestId: string): EmulatorReply {
  const status = faults[fault.code][0];
  if (request.method === "HEAD") return { status };
  const resource = `${request.host}${request.path}`;
  return serviceError({ status, code: fault.code, message: fault.message, requestId, resource });
}
