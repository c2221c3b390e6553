import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import autocannon from "autocannon";
import { DEMO_ACCOUNTS, type DemoAccount } from "../seeds/people";
import { createApp } from "../src/app";
import type { Till } from "../src/payments/checkout/open-payment";
import { readConfig } from "../src/shared/config";

/** The whole program on loopback in this process, on the database that is connected already; its provider is never asked. */
export async function served<T>(uri: string, work: (url: string) => Promise<T>): Promise<T> {
  const config = readConfig({
    NODE_ENV: "development",
    MONGODB_URI: uri,
    PORT: "3991",
    PUBLIC_URL: "http://127.0.0.1:3991",
    LOG_LEVEL: "warn",
  });
  const till = { provider: { livemode: false, answers: () => true }, publicUrl: config.publicUrl } as unknown as Till;
  const server: Server = (await createApp({ config, till })).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The cookies of the first demonstration account that fits. */
export async function signIn(url: string, fits: (account: DemoAccount) => boolean): Promise<string> {
  const account = DEMO_ACCOUNTS.find(fits);
  const answer = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ identifier: account?.identifier, password: account?.password }),
  });
  if (!answer.ok) throw new Error(`signing in was answered ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
}

/** A signed-in page under two connections for a few seconds, after a second of warming up that is not counted. */
export async function loadAs(cookie: string, url: string): Promise<object> {
  const asked = { url, connections: 2, headers: { cookie } };
  await autocannon({ ...asked, duration: 1 });
  const { latency, requests, errors, non2xx } = await autocannon({ ...asked, duration: 6 });
  return {
    perSecond: Math.round(requests.average),
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    errors: errors + non2xx,
  };
}
