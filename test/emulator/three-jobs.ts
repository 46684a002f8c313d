/** A world of three jobs, the question that lists them, and the host of a bucket beside them. */

import { makeJobs, worldOf } from "./small-world.ts";

export const world = worldOf(makeJobs(3));
export const cosHost = "audit-1250000000.cos.ap-chongqing.myqcloud.com";
export const jobs = { path: "/pic_jobs", query: { queueId: "p1", tag: "PicProcess" } };
