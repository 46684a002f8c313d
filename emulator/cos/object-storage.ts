/**
 * Where the emulated objects are: whole objects, one current version a key.
 *
 * A write is seen whole or not at all. Callers hold the key's lock while they look and then write.
 */

export interface ObjectStorage {
  head(bucket: string, key: string): Promise<ObjectRecord | null>;
  read(bucket: string, key: string): Promise<StoredObject | null>;
  write(bucket: string, key: string, object: StoredObject): Promise<void>;
  /** Does nothing where there is no such object. */
  remove(bucket: string, key: string): Promise<void>;
  /** In the order of the keys' UTF-8 bytes. */
  list(bucket: string, prefix: string): Promise<readonly ListedObject[]>;
}

export interface StoredObject {
  readonly record: ObjectRecord;
  readonly bytes: Buffer;
}

export interface ListedObject {
  readonly key: string;
  readonly record: ObjectRecord;
}

export interface ObjectRecord {
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  /** Unsigned, decimal. */
  readonly crc64: string;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
  readonly appendable: boolean;
  /** Names in lower case: what is sent back whenever the object is read. */
  readonly headers: Readonly<Record<string, string>>;
}

export function compareKeys(a: ListedObject, b: ListedObject): number {
  return Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));
}
