// A cell far out makes a reader lay out every cell before it: one at XFD1048576, in a file of a kilobyte, means seventeen
// thousand million. So the places named in an archive's sheets are looked at before anything is read.
const { inflateRawSync } = require("node:zlib");

const END = 0x06054b50;
const DEFLATED = 8;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;
/** Any quoted place ("B7") or stretch of places ("A1:B7"); signs written as entities are no way round. */
const PLACES = /["'](?:\$?[A-Z]{1,3}\$?\d{1,7}:)?\$?([A-Z]{1,3})\$?(\d{1,7})["']/gi;

/** The furthest row and column that any sheet names; null when one hides its places behind entities. */
function furthest(zip) {
  const found = { row: 0, column: 0 };
  for (const xml of sheetsOf(zip)) {
    if (/\s(?:r|ref)\s*=\s*["'][^"'<>]{0,40}&/i.test(xml)) return null;
    for (const [, letters, row] of xml.matchAll(PLACES)) {
      found.row = Math.max(found.row, Number(row));
      found.column = Math.max(found.column, columnOf(letters.toUpperCase()));
    }
  }
  return found;
}

const columnOf = (letters) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** The archive is known to have a sound directory, and to unpack to no more than it says there (zip-size.ts). */
function* sheetsOf(zip) {
  let end = zip.length - 22;
  while (zip.readUInt32LE(end) !== END) end--;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const local = zip.readUInt32LE(at + 42);
    if (SHEET.test(zip.toString("utf8", at + 46, at + 46 + name))) {
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const bytes = zip.subarray(from, from + packed);
      const most = { maxOutputLength: Math.max(1, size) };
      yield (method === DEFLATED ? inflateRawSync(bytes, most) : bytes).toString("utf8");
    }
    at += 46 + name + extra + comment;
  }
}

module.exports = { furthest };
