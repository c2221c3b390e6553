const END = 0x06054b50;
const END_LENGTH = 22;
/** 1 January 1980, the beginning of a ZIP archive's time. */
const NO_TIME = 0;
const NO_DATE = 0x21;

/**
 * The same archive without the times of its making, in place: the same table then always has the same bytes. For archives we
 * have just made, which have no comment and no 64-bit parts.
 */
export function withoutTimes(zip: Buffer): Buffer {
  const end = zip.length - END_LENGTH;
  if (zip.readUInt32LE(end) !== END) throw new Error("not an archive of our making");
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    stamp(zip, at + 12);
    stamp(zip, zip.readUInt32LE(at + 42) + 10);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}

function stamp(zip: Buffer, at: number): void {
  zip.writeUInt16LE(NO_TIME, at);
  zip.writeUInt16LE(NO_DATE, at + 2);
}
