/** Which operation a request asks for: the first row that fits. */

import type { EmulatorRequest } from "../http.ts";
import { appendObject } from "./append-object.ts";
import {
  getAcl,
  getEncryption,
  getLifecycle,
  getObjectLock,
  getPolicy,
  getVersioning,
  headBucket,
} from "./bucket-facts.ts";
import type { Operation } from "./call.ts";
import { completeUpload } from "./complete-upload.ts";
import { CosFault } from "./fault.ts";
import { listObjects } from "./list-objects.ts";
import { abortUpload, initiateUpload, listParts, uploadPart } from "./multipart.ts";
import { putObject } from "./put-object.ts";
import { deleteObject, getObject, headObject } from "./read-object.ts";

interface Route {
  readonly method: string;
  readonly on: "bucket" | "object";
  /** A query parameter that has to be there. */
  readonly has?: string;
  readonly run: Operation;
}

const routes: readonly Route[] = [
  { method: "GET", on: "bucket", has: "versioning", run: getVersioning },
  { method: "GET", on: "bucket", has: "acl", run: getAcl },
  { method: "GET", on: "bucket", has: "policy", run: getPolicy },
  { method: "GET", on: "bucket", has: "lifecycle", run: getLifecycle },
  { method: "GET", on: "bucket", has: "encryption", run: getEncryption },
  { method: "GET", on: "bucket", has: "object-lock", run: getObjectLock },
  { method: "GET", on: "bucket", run: listObjects },
  { method: "HEAD", on: "bucket", run: headBucket },
  { method: "GET", on: "object", has: "uploadId", run: listParts },
  { method: "GET", on: "object", run: getObject },
  { method: "HEAD", on: "object", run: headObject },
  { method: "PUT", on: "object", has: "uploadId", run: uploadPart },
  { method: "PUT", on: "object", run: putObject },
  { method: "DELETE", on: "object", has: "uploadId", run: abortUpload },
  { method: "DELETE", on: "object", run: deleteObject },
  { method: "POST", on: "object", has: "uploads", run: initiateUpload },
  { method: "POST", on: "object", has: "uploadId", run: completeUpload },
  { method: "POST", on: "object", has: "append", run: appendObject },
];

/** Parameters that ask for another operation of the real service, which must not pass for the plain one. */
const notEmulated = [
  ...["accelerate", "acl", "cors", "delete", "domain", "encryption", "intelligenttiering", "inventory", "lifecycle"],
  ...["location", "logging", "object-lock", "origin", "policy", "referer", "replication", "restore", "retention"],
  ...["select", "tagging", "versionId", "versions", "website", "ci-process"],
];

export function findOperation({ method, query }: EmulatorRequest, key: string): Operation {
  const on = key === "" ? "bucket" : "object";
  const fits = (route: Route) =>
    route.method === method && route.on === on && (route.has === undefined || query.has(route.has));
  const route = routes.find(fits);
  const asked = notEmulated.find((name) => query.has(name) && name !== route?.has);
  if (asked !== undefined) throw new CosFault("NotImplemented", `The emulator has no operation for ?${asked}.`);
  if (route === undefined) throw new CosFault("MethodNotAllowed");
  return route.run;
}
