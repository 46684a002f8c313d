/**
 * How this Cloud Infinite behaves where the vendor's pages are silent or contradict one another.
 *
 * Every choice that a client might have guessed is an option, so that tests can hold it to both readings.
 */

export interface PageQuirks {
  /** At most so many jobs a page, whatever size is asked for. */
  readonly maxFill?: number;
  /** Every n-th page of a chain holds no job and yet a token. */
  readonly emptyEvery?: number;
  /** Tokens hold characters that must be encoded in a URL and in XML. */
  readonly awkwardTokens?: boolean;
  /** A token is refused after so many uses. */
  readonly tokenUses?: number;
  /** A token is refused after so many milliseconds. */
  readonly tokenTtlMs?: number;
  /** The page of this number, from 2 on, gives the token that it was asked with. */
  readonly repeatTokenAtPage?: number;
  /** What ends a chain: no element, an empty element, or a token that leads to an empty last page. */
  readonly chainEnd?: "absent" | "empty" | "extra-page";
  /** Jobs of one second in any order, or jobs listed before others that were created earlier. */
  readonly inversions?: "within-second" | "across-seconds";
}

/** Who is refused with AccessDenied: a whole bucket, or the jobs of one queue in it. */
interface Denial {
  readonly bucket: string;
  readonly queueId?: string;
}

export interface CiBehaviour {
  /** `alphabetical` as in captured replies, where Operation precedes State; `documented` as in the pages' samples. */
  readonly elementOrder: "alphabetical" | "documented";
  /** Whether startCreationTime and endCreationTime are counted in. The pages say both. */
  readonly bounds: "strict" | "inclusive";
  /** How many job ids one look-up takes. */
  readonly lookupIds: 1 | 10;
  /** What becomes of more ids than that: an error, or nothing is said of the rest. */
  readonly excessIds: "refused" | "ignored";
  /** How an unknown id is told: by its name, or not at all. */
  readonly unknownIds: "named" | "silent";
  /** The largest size of a page of jobs, and what a larger one comes to. */
  readonly maxSize: number;
  readonly oversize: "refused" | "capped";
  /** Which times are taken: those of the documents, any offset of ISO 8601, or any at all, read as local ones. */
  readonly times: "documented" | "offsets" | "careless";
  /** `GET /jobs`: as the family's list, denied, or telling of an hour ago. */
  readonly unifiedList: "agrees" | "denied" | "lagging";
  /** Jobs older than this are forgotten; null keeps them for ever. */
  readonly retentionMs: number | null;
  /** What stands for no jobs: nothing, or one hollow JobsDetail. */
  readonly emptyList: "none" | "hollow";
  /** Elements that only captures or the newest pages show: QueueType on jobs, AliasBucketId on buckets. */
  readonly extraElements: boolean;
  /** Tags that the service knows; any other is refused. */
  readonly tags: readonly string[];
  readonly pages: PageQuirks;
  readonly denied: readonly Denial[];
}

export const usualBehaviour: CiBehaviour = {
  elementOrder: "alphabetical",
  bounds: "inclusive",
  lookupIds: 1,
  excessIds: "refused",
  unknownIds: "named",
  maxSize: 100,
  oversize: "refused",
  times: "documented",
  unifiedList: "agrees",
  retentionMs: null,
  emptyList: "none",
  extraElements: false,
  tags: ["PicProcess", "PosterProduction", "ImageInspect"],
  pages: {},
  denied: [],
};
