/**
 * Writes the archives that functions are uploaded as, for whoever deploys on this machine and needs nothing packed: every
 * entry is stored. PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
 */

import { crc32 } from "node:zlib";

const version = 20;
/** Names are UTF-8 (section 4.4.4, bit 11). */
const utf8Names = 0x0800;
/** The second of January 1980: what is written depends on nothing but the files. */
const date = (1 << 5) | 2;

/** By path, in the order given. */
export function writeZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const facts = factsOf(name, content);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), facts, name, content]);
    directory.push(directoryEntry(facts, name, at));
    parts.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  return Buffer.concat([...parts, entries, endOf(directory.length, { bytes: entries.length, at })]);
}

/** What the header at the content and the entry in the directory have in common. */
function factsOf(name: Buffer, content: Uint8Array): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(version, 0);
  facts.writeUInt16LE(utf8Names, 2);
  facts.writeUInt16LE(date, 8);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(name.length, 22);
  return facts;
}

function directoryEntry(facts: Buffer, name: Buffer, at: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(at, 10);
  const madeBy = Buffer.from([version, 0]);
  return Buffer.concat([Buffer.from("PK\x01\x02"), madeBy, facts, rest, name]);
}

function endOf(count: number, directory: { readonly bytes: number; readonly at: number }): Buffer {
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.bytes, 12);
  end.writeUInt32LE(directory.at, 16);
  return end;
}
