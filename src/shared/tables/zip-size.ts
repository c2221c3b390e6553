const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** The end mark stands before a comment of at most 64 kB. */
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;

/**
 * What a ZIP archive says its contents unpack to, in bytes, summed from its directory without unpacking anything; null when
 * there is no sound directory. The 64-bit kind is not read: no table we take needs it. Readers that unpack by the directory
 * never unpack more of an entry than stands there.
 */
export function unpackedSize(zip: Buffer): number | null {
  const end = endOf(zip);
  if (end === -1) return null;
  const entries = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  let total = 0;
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY) return null;
    const size = zip.readUInt32LE(at + 24);
    if (size === 0xffffffff) return null;
    total += size;
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries > 0 ? total : null;
}

function endOf(zip: Buffer): number {
  const lowest = Math.max(0, zip.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = zip.length - END_LENGTH; at >= lowest; at--) if (zip.readUInt32LE(at) === END) return at;
  return -1;
}
