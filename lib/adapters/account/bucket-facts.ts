/**
 * What object storage tells of a bucket (vendor pages "HEAD Bucket", "GET Bucket versioning", "GET Bucket acl", "GET Bucket
 * policy", "GET Bucket lifecycle", "GET Bucket encryption", "GET Bucket ObjectLockConfiguration").
 *
 * What was never set up is answered with 404 and a code of its own, which not every page names; a bucket that is not there
 * is told apart by its code.
 */

import { ServiceError } from "../../core/errors.ts";
import type { BucketFacts, BucketName, Expiry } from "../../ports/account.ts";
import { readXml } from "../ci/read-xml.ts";
import { childrenNamed, childText, onlyChild, type XmlElement } from "../ci/xml-element.ts";
import type { Send, TencentAnswer } from "../tencent/request.ts";
import { publicActionsIn } from "./public-actions.ts";

export function createBucketFacts(send: Send): BucketFacts {
  async function ask<T>(question: Question<T>, { bucket, region }: BucketName, signal: AbortSignal): Promise<T> {
    const { method = "GET", about, read, none } = question;
    const host = `${bucket}.cos.${region}.myqcloud.com`;
    const query = about === null ? {} : { [about]: "" };
    try {
      return (await send({ method, host, path: "/", query }, read, signal)).value;
    } catch (error) {
      if (none === undefined || !isAbsent(error)) throw error;
      return none;
    }
  }

  return {
    versioning: (bucket, signal) => ask({ about: "versioning", read: readVersioning }, bucket, signal),
    isMultiAz: (bucket, signal) => ask({ method: "HEAD", about: null, read: readZones }, bucket, signal),
    publicGrants: (bucket, signal) => ask({ about: "acl", read: readGrants }, bucket, signal),
    publicActions: (bucket, signal) => ask({ about: "policy", read: publicActionsIn, none: [] }, bucket, signal),
    expiries: (bucket, signal) => ask({ about: "lifecycle", read: readExpiries, none: [] }, bucket, signal),
    encryption: (bucket, signal) => ask({ about: "encryption", read: readEncryption, none: null }, bucket, signal),
    objectLock: (bucket, signal) => ask({ about: "object-lock", read: readLock, none: null }, bucket, signal),
  };
}

interface Question<T> {
  readonly method?: "GET" | "HEAD";
  /** The query parameter that asks for it; null: the bucket itself. */
  readonly about: string | null;
  readonly read: (answer: TencentAnswer) => T;
  /** What is told where nothing was set up. */
  readonly none?: T;
}

function isAbsent(error: unknown): boolean {
  return error instanceof ServiceError && error.status === 404 && error.serviceCode !== "NoSuchBucket";
}

/** A bucket that never had versioning has no Status. */
function readVersioning({ body }: TencentAnswer): "never" | "enabled" | "suspended" {
  const status = childText(readXml(body), "Status");
  if (status === null) return "never";
  return status === "Enabled" ? "enabled" : "suspended";
}

function readZones({ headers }: TencentAnswer): boolean {
  return headers["x-cos-bucket-az-type"] === "MAZ";
}

/** Everybody is a group with an address; users have an id. */
const everybody = "http://cam.qcloud.com/groups/global/AllUsers";

function readGrants({ body }: TencentAnswer): readonly string[] {
  const list = onlyChild(readXml(body), "AccessControlList");
  return grantsOf(list)
    .filter((grant) => granteeOf(grant) === everybody)
    .map((grant) => childText(grant, "Permission") ?? "");
}

function grantsOf(list: XmlElement | null): readonly XmlElement[] {
  return list === null ? [] : childrenNamed(list, "Grant");
}

function granteeOf(grant: XmlElement): string | null {
  const grantee = onlyChild(grant, "Grantee");
  return grantee && childText(grantee, "URI");
}

function readExpiries({ body }: TencentAnswer): readonly Expiry[] {
  const rules = childrenNamed(readXml(body), "Rule").filter((rule) => childText(rule, "Status") === "Enabled");
  return rules.flatMap((rule) => {
    const expiration = onlyChild(rule, "Expiration");
    if (expiration === null) return [];
    const days = Number(childText(expiration, "Days") ?? Number.NaN);
    return [{ prefix: prefixOf(rule), days: Number.isNaN(days) ? null : days }];
  });
}

/** Under Filter, and under And in it where the rule has tags too. */
function prefixOf(rule: XmlElement): string {
  const filter = onlyChild(rule, "Filter");
  const both = filter && onlyChild(filter, "And");
  return (both && childText(both, "Prefix")) ?? (filter && childText(filter, "Prefix")) ?? "";
}

function readEncryption({ body }: TencentAnswer): string | null {
  return inside(readXml(body), ["Rule", "ApplyServerSideEncryptionByDefault"], "SSEAlgorithm");
}

function readLock({ body }: TencentAnswer): { readonly days: number | null } | null {
  const root = readXml(body);
  if (childText(root, "ObjectLockEnabled") !== "Enabled") return null;
  const days = inside(root, ["Rule", "DefaultRetention"], "Days");
  return { days: days === null ? null : Number(days) };
}

function inside(root: XmlElement, path: readonly string[], name: string): string | null {
  const parent = path.reduce<XmlElement | null>((element, each) => element && onlyChild(element, each), root);
  return parent && childText(parent, name);
}
