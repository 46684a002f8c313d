import { describe, expect, it } from "vitest";
import { storageNeed } from "../../../emulator/cam/storage-needs.ts";
import { routeHost } from "../../../emulator/route-host.ts";

const account = { appId: "1250000000", uin: "100000000001" };
const cosHost = "audit-1250000001.cos.ap-chongqing.myqcloud.com";
const ciHost = "photos-1250000001.ci.ap-chongqing.myqcloud.com";

function needOf(method: string, host: string, target: string) {
  const url = new URL(`http://${host}${target}`);
  const query = new Map(url.searchParams.entries());
  const request = { method, host, path: url.pathname, query, headers: new Map(), body: Buffer.of() };
  const routed = routeHost(host);
  if (routed === null) throw new Error("no such host");
  return storageNeed(request, routed, account);
}

describe("storageNeed()", () => {
  it.each([
    ["GET", "/?acl", "GetBucketACL", "/"],
    ["GET", "/?versioning", "GetBucketVersioning", "/"],
    ["GET", "/?lifecycle", "GetBucketLifecycle", "/"],
    ["GET", "/?encryption", "GetBucketEncryption", "/"],
    ["GET", "/?object-lock", "GetBucketObjectLockConfiguration", "/"],
    ["GET", "/?tagging", "GetBucketTagging", "/"],
    ["GET", "/?policy", "GetBucketPolicy", "/"],
    ["GET", "/?uploads", "ListMultipartUploads", "/"],
    ["GET", "/?prefix=audits%2F", "GetBucket", "/audits/"],
    ["GET", "/", "GetBucket", "/"],
    ["HEAD", "/", "HeadBucket", "/"],
    ["GET", "/a/b?uploadId=1", "ListParts", "/a/b"],
    ["GET", "/a/b?acl", "GetObjectACL", "/a/b"],
    ["GET", "/a/b", "GetObject", "/a/b"],
    ["HEAD", "/a/b", "HeadObject", "/a/b"],
    ["PUT", "/a/b?uploadId=1&partNumber=1", "UploadPart", "/a/b"],
    ["PUT", "/a/b?acl", "PutObjectACL", "/a/b"],
    ["PUT", "/a/b", "PutObject", "/a/b"],
    ["DELETE", "/a/b?uploadId=1", "AbortMultipartUpload", "/a/b"],
    ["DELETE", "/a/b", "DeleteObject", "/a/b"],
    ["POST", "/a/b?uploads", "InitiateMultipartUpload", "/a/b"],
    ["POST", "/a/b?uploadId=1", "CompleteMultipartUpload", "/a/b"],
    ["POST", "/a/b?append&position=0", "AppendObject", "/a/b"],
  ])("of object storage: %s %s is cos:%s of %s", (method, target, action, path) => {
    expect(needOf(method, cosHost, target)).toEqual({
      action: `cos:${action}`,
      resource: `qcs::cos:ap-chongqing:uid/1250000001:audit-1250000001${path}`,
    });
  });

  it.each([
    ["/picqueue", "DescribePicProcessQueues"],
    ["/pic_jobs", "DescribePicProcessJobs"],
    ["/pic_jobs/c1,c2", "DescribePicProcessJob"],
    ["/jobs", "DescribeMediaJobs"],
  ])("of Cloud Infinite: %s is ci:%s of the bucket, in no region", (target, action) => {
    expect(needOf("GET", ciHost, target)).toEqual({
      action: `ci:${action}`,
      resource: "qcs::ci::uid/1250000001:bucket/photos-1250000001/",
    });
  });

  it("asks for the list of buckets of the whole account", () => {
    expect(needOf("GET", "ci.ap-chongqing.myqcloud.com", "/picbucket")).toEqual({
      action: "ci:DescribePicProcessBucket",
      resource: "qcs::ci::uid/1250000000:bucket/*",
    });
  });

  it("asks for the state of the service without a resource", () => {
    expect(needOf("GET", ciHost, "/")).toEqual({ action: "ci:DescribeCIBuckets", resource: "*" });
  });

  it.each([
    ["PATCH", cosHost, "/a"],
    ["GET", ciHost, "/queue"],
    ["GET", "ci.ap-chongqing.myqcloud.com", "/mediabucket"],
  ])("knows no permission for %s %s%s", (method, host, target) => {
    expect(needOf(method, host, target)).toBeNull();
  });
});
