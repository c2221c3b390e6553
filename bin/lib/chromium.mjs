import { aptInstall } from "./apt.mjs";
import { isProgram, run, which } from "./run.mjs";
import { Stop, say } from "./say.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const ON_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** A browser that is there already, or undefined. */
export function findChromium() {
  const named = process.env.CHROMIUM_BINARY;
  if (named && !isProgram(named)) {
    throw new Stop(
      `CHROMIUM_BINARY 不是可运行的程序：${named}`,
      `CHROMIUM_BINARY is not a program that runs: ${named}`,
    );
  }
  return named || NAMES.map(which).find(Boolean) || (isProgram(ON_MAC) ? ON_MAC : undefined);
}

/** A browser for the walk through the pages, installed where it may be. The walk is never left out in silence. */
export async function needChromium() {
  const found = findChromium();
  if (!found) await aptInstall(["chromium", "fonts-noto-cjk"], ["chromium", "fonts-wqy-microhei"]);
  const browser = found ?? findChromium();
  if (!browser) throw new Stop(HELP_ZH, HELP_EN);
  if (process.platform === "linux" && !(await hasChinese()))
    await aptInstall(["fonts-noto-cjk"], ["fonts-wqy-microhei"]);
  say(`浏览器：${browser}`, browser);
  return browser;
}

/** Without a font the pages still work, but every Chinese character is a box and its width is wrong. */
async function hasChinese() {
  const list = which("fc-list");
  return list ? (await run(list, [":lang=zh", "family"])).output.trim() !== "" : false;
}

const HELP_ZH = `测试需要 Chromium 或 Chrome，来像人一样走一遍网页。请任选其一：
  1. 安装它（Debian、Ubuntu：apt-get install chromium fonts-noto-cjk）；有 root 或 sudo 时本程序会自行安装
  2. 指明程序所在：CHROMIUM_BINARY=/path/to/chromium npm test
  3. 只运行部分测试：npm test -- test/某个文件.test.ts
`;
const HELP_EN = `The tests need Chromium or Chrome, to walk through the pages as a person does. Please do one of these:
  1. Install it (Debian, Ubuntu: apt-get install chromium fonts-noto-cjk); as root or with sudo, this does so itself
  2. Say where the program is: CHROMIUM_BINARY=/path/to/chromium npm test
  3. Run some of the tests:    npm test -- test/some-file.test.ts
`;
