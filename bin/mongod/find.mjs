import { isProgram, run, which } from "../lib/run.mjs";
import { Stop, say } from "../lib/say.mjs";
import { cachedOfficial, fetchOfficial } from "./official.mjs";
import { cachedWineBuild, fetchWineBuild } from "./wine.mjs";

const OLDEST = 6; // change streams and the transactions we rely on, as we test them

/**
 * A MongoDB server program, by the first way that works: { binary, version, how }. What an earlier run has fetched comes
 * before anything is fetched, so that a second start neither waits for the network nor differs from the first.
 */
export async function findMongod() {
  const ways = [named, onPath, cachedOfficial, cachedWineBuild, fetchOfficial, fetchWineBuild];
  for (const way of ways) {
    const found = await way();
    if (!found) continue;
    say(`MongoDB ${found.version}：${found.how}`, `${found.how}, ${found.binary}`);
    return found;
  }
  throw new Stop(HELP_ZH, HELP_EN);
}

/** The one the user names: when it does not work we stop, for a silent second choice would hide the mistake. */
async function named() {
  const binary = process.env.MONGOD_BINARY;
  if (!binary) return undefined;
  const version = isProgram(binary) && (await versionOf(binary));
  if (!version)
    throw new Stop(
      `MONGOD_BINARY 不是可运行的 mongod：${binary}`,
      `MONGOD_BINARY is not a mongod that runs: ${binary}`,
    );
  return { binary, version, how: "MONGOD_BINARY" };
}

async function onPath() {
  const binary = which("mongod");
  if (!binary) return void say("PATH 中没有 mongod", "no mongod on the PATH");
  const version = await versionOf(binary);
  if (!version) return void say(`${binary} 无法运行`, `${binary} does not run`);
  if (Number.parseInt(version, 10) >= OLDEST) return { binary, version, how: "PATH" };
  return void say(
    `${binary} 是 ${version}，版本太旧（需要 ${OLDEST}.0 以上）`,
    `${binary} is ${version}, older than ${OLDEST}.0`,
  );
}

async function versionOf(binary) {
  const { code, output } = await run(binary, ["--version"], { timeoutMs: 20_000 });
  return code === 0 ? /db version v([\d.]+)/.exec(output)?.[1] : undefined;
}

const HELP_ZH = `没有可用的 MongoDB。请任选其一：
  1. 安装 MongoDB ${OLDEST}.0 以上版本，使 mongod 在 PATH 中：https://www.mongodb.com/docs/manual/installation/
  2. 指明程序所在：  MONGOD_BINARY=/path/to/mongod npm start
  3. 使用已有的副本集：  MONGODB_URI='mongodb://host:27017/liangqun?replicaSet=rs0' npm start
     （测试用：TEST_MONGODB_URI='mongodb://host:27017/?replicaSet=rs0' npm test）
  4. 在 Debian 或 Ubuntu（x64）上以 root 身份或借助 sudo 再运行一次，本程序会自行安装。
`;
const HELP_EN = `No MongoDB can be had. Please do one of these:
  1. Install MongoDB ${OLDEST}.0 or later, so that mongod is on the PATH: https://www.mongodb.com/docs/manual/installation/
  2. Say where the program is:   MONGOD_BINARY=/path/to/mongod npm start
  3. Use a replica set you have: MONGODB_URI='mongodb://host:27017/liangqun?replicaSet=rs0' npm start
     (for tests: TEST_MONGODB_URI='mongodb://host:27017/?replicaSet=rs0' npm test)
  4. On Debian or Ubuntu (x64), run this once more as root or with sudo at hand: it installs what it needs.
`;
