/** Multipart uploads that are under way. They live in memory only: a restart forgets them, never an object. */

import { createHash } from "node:crypto";
import { CosFault } from "./fault.ts";

export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** What the object will be read with. */
  readonly headers: Readonly<Record<string, string>>;
  readonly startedAt: number;
  /** By number. A part that is sent again replaces the one before. */
  readonly parts: Map<number, Part>;
}

export interface Part {
  readonly bytes: Buffer;
  /** With its quotes. */
  readonly etag: string;
  readonly receivedAt: number;
}

export interface Uploads {
  /** Returns the new upload's id. */
  start(upload: Omit<Upload, "id" | "parts">): string;
  /** Throws `NoSuchUpload` also when the upload is one of another key. */
  get(id: string, bucket: string, key: string): Upload;
  end(id: string): void;
}

export function createUploads(): Uploads {
  const uploads = new Map<string, Upload>();
  let started = 0;
  return {
    start: (upload) => {
      started += 1;
      const id = createHash("sha256").update(`${upload.startedAt}/${started}`).digest("hex");
      uploads.set(id, { ...upload, id, parts: new Map() });
      return id;
    },
    get: (id, bucket, key) => {
      const upload = uploads.get(id);
      if (upload?.bucket === bucket && upload.key === key) return upload;
      throw new CosFault("NoSuchUpload");
    },
    end: (id) => void uploads.delete(id),
  };
}
