/**
 * CRC-64 as object storage reports it in `x-cos-hash-crc64ecma`: the ECMA-182 polynomial, reflected,
 * all ones in and out (CRC-64/XZ), eight bytes a step.
 *
 * Halves of 32 bits, since BigInt arithmetic for each byte is a hundred times slower.
 */

const polynomial = 0xc96c5795d7870f42n;
const [low, high] = buildTables();

/** Continues from `previous`, the checksum of the bytes that come before these. */
export function crc64(bytes: Uint8Array, previous = 0n): bigint {
  const start = BigInt.asUintN(64, ~previous);
  const [lo, hi] = advance(bytes, Number(start & 0xffffffffn), Number(start >> 32n));
  return BigInt.asUintN(64, ~((BigInt(hi) << 32n) | BigInt(lo)));
}

function advance(bytes: Uint8Array, startLow: number, startHigh: number): [number, number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 8);
  let lo = startLow;
  let hi = startHigh;
  for (let at = 0; at < whole; at += 8) {
    const a = lo ^ view.getUint32(at, true);
    const b = hi ^ view.getUint32(at + 4, true);
    lo = lookUp8(low, a, b);
    hi = lookUp8(high, a, b);
  }
  for (let at = whole; at < bytes.length; at += 1) {
    const index = (lo ^ view.getUint8(at)) & 0xff;
    lo = ((lo >>> 8) | (hi << 24)) ^ entry(low, index);
    hi = (hi >>> 8) ^ entry(high, index);
  }
  return [lo >>> 0, hi >>> 0];
}

/** Table k holds the effect of a byte that k more bytes follow. */
function lookUp8(table: Int32Array, a: number, b: number): number {
  return (
    entry(table, 1792 + (a & 0xff)) ^
    entry(table, 1536 + ((a >>> 8) & 0xff)) ^
    entry(table, 1280 + ((a >>> 16) & 0xff)) ^
    entry(table, 1024 + (a >>> 24)) ^
    entry(table, 768 + (b & 0xff)) ^
    entry(table, 512 + ((b >>> 8) & 0xff)) ^
    entry(table, 256 + ((b >>> 16) & 0xff)) ^
    entry(table, b >>> 24)
  );
}

/** Every index is below the table's length. */
function entry(table: Int32Array, index: number): number {
  return table[index] as number;
}

function buildTables(): [Int32Array, Int32Array] {
  const lows = new Int32Array(2048);
  const highs = new Int32Array(2048);
  for (let byte = 0; byte < 256; byte += 1) {
    let value = BigInt(byte);
    for (let follow = 0; follow < 8; follow += 1) {
      value = shiftByte(value);
      lows[follow * 256 + byte] = Number(BigInt.asIntN(32, value));
      highs[follow * 256 + byte] = Number(BigInt.asIntN(32, value >> 32n));
    }
  }
  return [lows, highs];
}

function shiftByte(value: bigint): bigint {
  let shifted = value;
  for (let bit = 0; bit < 8; bit += 1) shifted = (shifted >> 1n) ^ (shifted & 1n ? polynomial : 0n);
  return shifted;
}
