/** Buckets and queues as they were when the night was planned. */

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number | null;
}

export interface Queue {
  readonly queueId: string;
  readonly name: string | null;
  /** `Active` or `Paused`, as the service spells it. */
  readonly state: string;
  readonly maxSize: number | null;
  readonly maxConcurrent: number | null;
  readonly category: string | null;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly callback: Callback;
}

export interface Callback {
  /** `On` or `Off`; null when the service does not say. */
  readonly state: string | null;
  readonly url: string | null;
  readonly event: string | null;
  readonly type: string | null;
  readonly resultFormat: string | null;
  readonly mqMode: string | null;
  readonly mqRegion: string | null;
  readonly mqName: string | null;
}
