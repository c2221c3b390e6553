import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import { standinApi } from "./api";

export interface StandinServer {
  host: string;
  port: number;
  stop(): Promise<void>;
}

/** Listens on loopback alone, on a free port unless told one. `publicUrl`: where the shop mounts the desk at /paydesk. */
export async function startStandinServer({
  port = 0,
  publicUrl,
}: {
  port?: number;
  publicUrl: string;
}): Promise<StandinServer> {
  const host = "127.0.0.1";
  const app = express().disable("x-powered-by").disable("etag");
  app.use(standinApi({ deskUrl: `${publicUrl}/paydesk` }));
  const server = app.listen(port, host);
  await once(server, "listening");
  return {
    host,
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
