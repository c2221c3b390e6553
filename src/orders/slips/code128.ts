/**
 * Code 128, set B: what a scanner at the packing table reads. Each symbol is given as the widths of its bars and gaps in
 * turn (ISO/IEC 15417, the table of symbol characters), 103 values, then the three starts and the stop.
 */
const WIDTHS = (
  "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 " +
  "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 " +
  "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 " +
  "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 " +
  "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 " +
  "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 " +
  "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
).split(" ");
const [START_B, STOP, MODULO, FIRST] = [104, 106, 103, 32];
/** Ten modules of white on either side, without which no scanner finds the beginning. */
const QUIET = 10;

export interface Barcode {
  /** Of the whole, quiet zones included, in modules. */
  width: number;
  /** An SVG path of all bars, one unit high. */
  path: string;
}

/** The bars of a text of printable ASCII; throws for any other text. */
export function code128(text: string): Barcode {
  if (!/^[ -~]+$/.test(text)) throw new RangeError("Code 128 B holds printable ASCII alone");
  const values = [...text].map((letter) => letter.charCodeAt(0) - FIRST);
  const check = values.reduce((sum, value, index) => sum + value * (index + 1), START_B) % MODULO;
  const symbols = [START_B, ...values, check, STOP].map((value) => WIDTHS[value] as string);
  let at = QUIET;
  const bars: string[] = [];
  [...symbols.join("")].forEach((digit, index) => {
    // Bars and gaps alternate; a symbol has an even number of both, so the parity holds across symbols.
    if (index % 2 === 0) bars.push(`M${at} 0h${digit}v1h-${digit}z`);
    at += Number(digit);
  });
  return { width: at + QUIET, path: bars.join("") };
}
