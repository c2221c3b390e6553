// npm run check: types, format and lint, without a database or a browser.
import { check } from "./lib/checks.mjs";
import { ready } from "./lib/install.mjs";
import { main } from "./lib/say.mjs";

await main(async () => {
  await ready();
  const { failed } = await check();
  return failed ? 1 : 0;
});
