/**
 * What a client can learn of a bucket before it relies on it: HEAD Bucket, and GET Bucket versioning, acl, policy,
 * lifecycle, encryption and ObjectLockConfiguration, as the vendor's pages of these names show their answers.
 */

import type { EmulatorReply } from "../http.ts";
import type { CosCall, LifecycleRule } from "./call.ts";
import { CosFault } from "./fault.ts";
import { element, field, xmlReply } from "./xml.ts";

const statuses = {
  never: [],
  enabled: [field("Status", "Enabled")],
  suspended: [field("Status", "Suspended")],
} as const satisfies Record<CosCall["bucket"]["versioning"], readonly string[]>;

export async function headBucket({ bucket }: CosCall): Promise<EmulatorReply> {
  const headers = { "x-cos-bucket-region": bucket.region };
  return { status: 200, headers: bucket.multiAz ? { ...headers, "x-cos-bucket-az-type": "MAZ" } : headers };
}

/** Without a status when versioning was never enabled. */
export async function getVersioning({ bucket }: CosCall): Promise<EmulatorReply> {
  return xmlReply("VersioningConfiguration", statuses[bucket.versioning]);
}

const owner = "qcs::cam::uin/100000000001:uin/100000000001";

export async function getAcl({ bucket }: CosCall): Promise<EmulatorReply> {
  const users = bucket.facts?.publicGrants ?? [];
  const grants = [
    ...users.map((permission) =>
      grant("Group", field("URI", "http://cam.qcloud.com/groups/global/AllUsers"), permission),
    ),
    grant("CanonicalUser", `${field("ID", owner)}${field("DisplayName", owner)}`, "FULL_CONTROL"),
  ];
  return xmlReply("AccessControlPolicy", [
    element("Owner", [field("ID", owner), field("DisplayName", owner)]),
    element("AccessControlList", grants),
  ]);
}

function grant(kind: "Group" | "CanonicalUser", grantee: string, permission: string): string {
  const type = `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${kind}"`;
  return element("Grant", [`<Grantee ${type}>${grantee}</Grantee>`, field("Permission", permission)]);
}

/** The one answer of the storage in JSON; the page shows it with the type of XML. */
export async function getPolicy({ bucket }: CosCall): Promise<EmulatorReply> {
  const body = bucket.facts?.policy;
  if (body === undefined) throw new CosFault("NoSuchBucketPolicy");
  return { status: 200, headers: { "Content-Type": "application/xml" }, body };
}

export async function getLifecycle({ bucket }: CosCall): Promise<EmulatorReply> {
  const rules = bucket.facts?.lifecycle ?? [];
  if (rules.length === 0) throw new CosFault("NoSuchLifecycleConfiguration");
  return xmlReply("LifecycleConfiguration", rules.map(renderRule));
}

function renderRule({ id, prefix, enabled, expireDays }: LifecycleRule): string {
  return element("Rule", [
    field("ID", id),
    element("Filter", prefix === "" ? [] : [field("Prefix", prefix)]),
    field("Status", enabled ? "Enabled" : "Disabled"),
    expireDays === null
      ? element("Transition", [field("Days", 100), field("StorageClass", "STANDARD_IA")])
      : element("Expiration", [field("Days", expireDays)]),
  ]);
}

export async function getEncryption({ bucket }: CosCall): Promise<EmulatorReply> {
  const algorithm = bucket.facts?.encryption;
  if (algorithm === undefined) throw new CosFault("NoSuchEncryptionConfiguration");
  const rule = element("ApplyServerSideEncryptionByDefault", [field("SSEAlgorithm", algorithm)]);
  return xmlReply("ServerSideEncryptionConfiguration", [element("Rule", [rule])]);
}

export async function getObjectLock({ bucket }: CosCall): Promise<EmulatorReply> {
  const lock = bucket.facts?.objectLock;
  if (lock === undefined) throw new CosFault("ObjectLockConfigurationNotFoundError");
  const retention = lock && element("DefaultRetention", [field("Mode", "COMPLIANCE"), field("Days", lock.days)]);
  const rule = retention === null ? [] : [element("Rule", [retention])];
  return xmlReply("ObjectLockConfiguration", [field("ObjectLockEnabled", "Enabled"), ...rule]);
}
