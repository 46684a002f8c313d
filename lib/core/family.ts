/**
 * Families: the job services of Cloud Infinite, each a row of data.
 *
 * Paths, element names, tags and permissions differ from family to family; the code does not.
 * Sources: the vendor's pages DescribePicBuckets, DescribePicQueues and DescribePicJobs.
 */

export interface Family {
  readonly name: string;
  /** Path of the bucket list on the regional host, and the element that repeats in its answer. */
  readonly bucketPath: string;
  readonly bucketElement: string;
  /** Path of the queue list on the bucket host. */
  readonly queuePath: string;
  /** Path of the job list on the bucket host; a job by id is `<jobPath>/<id>`. */
  readonly jobPath: string;
  /** The element that repeats in the answer, and the one in its Operation that holds a rule, unless the tag names it. */
  readonly jobElement: string;
  readonly ruleElement: string;
  /** Tags to ask for: one list call answers for one tag only. Not claimed complete by any page. */
  readonly tags: readonly string[];
  /** Tags whose jobs have neither template nor rule: what such a job does is told by its tag alone. */
  readonly plainTags: readonly string[];
}

export const families = {
  pic: {
    name: "pic",
    bucketPath: "/picbucket",
    bucketElement: "PicBucketList",
    queuePath: "/picqueue",
    jobPath: "/pic_jobs",
    jobElement: "JobsDetail",
    ruleElement: "PicProcess",
    tags: ["PicProcess", "PosterProduction", "ImageInspect"],
    plainTags: ["ImageInspect"],
  },
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
