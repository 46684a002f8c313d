/**
 * CRC-64 as object storage reports it in `x-cos-hash-crc64ecma`: ECMA-182, reflected, as an unsigned decimal.
 *
 * Halves of 32 bits, since BigInt arithmetic on every byte would be many times slower.
 */

const polynomialHigh = 0xc96c5795;
const polynomialLow = 0xd7870f42;
const { high: tableHigh, low: tableLow } = buildTables();

export function crc64(bytes: Uint8Array): string {
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (tableLow[index] as number);
    high = (high >>> 8) ^ (tableHigh[index] as number);
  }
  return ((BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0)).toString();
}

function buildTables(): { readonly high: Uint32Array; readonly low: Uint32Array } {
  const tables = { high: new Uint32Array(256), low: new Uint32Array(256) };
  for (let index = 0; index < 256; index += 1) {
    let high = 0;
    let low = index;
    for (let bit = 0; bit < 8; bit += 1) {
      const carry = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (carry === 1) {
        low ^= polynomialLow;
        high ^= polynomialHigh;
      }
    }
    tables.high[index] = high;
    tables.low[index] = low;
  }
  return tables;
}
