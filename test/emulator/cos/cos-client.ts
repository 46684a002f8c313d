/** What the tests of the emulated object storage share: a service with its buckets, and one line for a request. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CosBucket } from "../../../emulator/cos/call.ts";
import { type CosOptions, createCos } from "../../../emulator/cos/cos.ts";
import { createFolderStorage } from "../../../emulator/cos/folder-storage.ts";
import { createMemoryStorage } from "../../../emulator/cos/memory-storage.ts";
import type { ObjectStorage } from "../../../emulator/cos/object-storage.ts";
import type { EmulatorReply } from "../../../emulator/http.ts";

const region = "ap-chongqing";

export const buckets: readonly CosBucket[] = [
  { name: "plain-1250000000", region, versioning: "never", multiAz: false },
  { name: "enabled-1250000000", region, versioning: "enabled", multiAz: false },
  { name: "suspended-1250000000", region, versioning: "suspended", multiAz: false },
  { name: "zones-1250000000", region, versioning: "never", multiAz: true },
];

export interface Ask {
  readonly bucket?: string;
  readonly region?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  readonly requestId?: string;
}

export type Send = (method: string, path: string, ask?: Ask) => Promise<EmulatorReply>;

export function createClient(options: Partial<CosOptions> = {}): Send {
  const cos = createCos({ buckets, storage: createMemoryStorage(), now: () => 1_763_800_000_000, ...options });
  return (method, path, ask = {}) =>
    cos(
      {
        method,
        host: `${ask.bucket ?? "plain"}-1250000000.cos.${ask.region ?? region}.myqcloud.com`,
        path,
        query: new Map(Object.entries(ask.query ?? {})),
        headers: new Map(Object.entries(ask.headers ?? {})),
        body: Buffer.from(ask.body ?? ""),
      },
      ask.requestId === undefined ? undefined : { requestId: ask.requestId },
    );
}

export function textOf(reply: EmulatorReply): string {
  return String(reply.body ?? "");
}

/** The text of every element of that name, as it stands in the XML. */
export function valuesOf(reply: EmulatorReply, name: string): readonly string[] {
  return [...textOf(reply).matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map((match) => match[1] ?? "");
}

export function codeOf(reply: EmulatorReply): string | undefined {
  return valuesOf(reply, "Code")[0];
}

export interface StorageKind {
  readonly kind: string;
  readonly withStorage: (use: (storage: ObjectStorage) => Promise<void>) => Promise<void>;
}

export const storageKinds: readonly StorageKind[] = [
  { kind: "memory", withStorage: (use) => use(createMemoryStorage()) },
  { kind: "folder", withStorage: (use) => withFolder((folder) => use(createFolderStorage(folder))) },
];

export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "emulated-cos-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
