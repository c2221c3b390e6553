// A MongoDB to keep open beside one's work: node bin/mongod/serve.mjs [folder] [port]. Ctrl-C stops it.
import { onEnd } from "../lib/program.mjs";
import { main, say, step } from "../lib/say.mjs";
import { findMongod } from "./find.mjs";

const [dataDir = "data/db", port] = process.argv.slice(2);

await main(async () => {
  const { binary } = await findMongod();
  const { keepMongod } = await import("./keep.mjs"); // needs the installed driver, the finder does not
  let end;
  const ended = new Promise((done) => {
    end = done;
  });
  onEnd(() => end(0));
  const onExit = (why) => {
    say("MongoDB 已停止", why);
    end(1);
  };
  const wish = port ? { port: Number(port) } : {};
  const start = () => keepMongod({ binary, dataDir, onExit, ...wish });
  const mongod = await step("启动 MongoDB", "starting MongoDB", start);
  process.stdout.write(`${mongod.uri}\n`);
  const stay = setInterval(() => {}, 1 << 30); // nothing else keeps this process alive
  const code = await ended;
  clearInterval(stay);
  await mongod.stop();
  return code;
});
