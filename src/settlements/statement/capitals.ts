/** An amount in the characters Chinese papers write it in, so that no stroke can change it: 壹仟伍佰捌拾柒元壹角壹分. */
const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];
const GROUPS = ["", "万", "亿", "万亿"];

export function inCapitals(fen: number): string {
  const amount = Math.abs(fen);
  const [yuan, jiao, cents] = [Math.floor(amount / 100), Math.floor((amount % 100) / 10), amount % 10];
  const whole = yuan > 0 ? `${wholeOf(yuan)}元` : "";
  const part = partOf(jiao, cents, yuan > 0);
  return `${fen < 0 ? "负" : ""}${whole}${part}` || "零元整";
}

function partOf(jiao: number, cents: number, after: boolean): string {
  if (jiao === 0 && cents === 0) return after ? "整" : "零元整";
  const first = jiao > 0 ? `${DIGITS[jiao]}角` : after ? "零" : "";
  return `${first}${cents > 0 ? `${DIGITS[cents]}分` : "整"}`;
}

/** Groups of four digits; a gap of noughts is read as one 零, and none at the end of a group. */
function wholeOf(yuan: number): string {
  let text = "";
  let gap = false;
  for (let group = GROUPS.length - 1; group >= 0; group--) {
    const four = Math.floor(yuan / 10_000 ** group) % 10_000;
    if (four === 0) {
      gap = text !== "";
      continue;
    }
    if (text && (gap || four < 1000)) text += "零";
    text += `${fourOf(four)}${GROUPS[group]}`;
    gap = false;
  }
  return text;
}

function fourOf(four: number): string {
  let text = "";
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(four / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== "";
      continue;
    }
    text += `${gap ? "零" : ""}${DIGITS[digit]}${PLACES[place]}`;
    gap = false;
  }
  return text;
}
