import { once } from "node:events";
import http from "node:http";
import express from "express";

/** The floor: the same bytes from bare Node and from bare Express, so that a figure says what our own code costs. */
export interface Floor {
  url: string;
  stop(): Promise<void>;
}

export async function bareExpress(body: Buffer): Promise<Floor> {
  const app = express().disable("x-powered-by").disable("etag");
  app.get("/", (_req, res) => {
    res.setHeader("Content-Type", "text/html; charset=utf-8");
    res.end(body);
  });
  return listening(http.createServer(app));
}

export const bareNode = (body: Buffer): Promise<Floor> =>
  listening(
    http.createServer((_req, res) => {
      res.setHeader("Content-Type", "text/html; charset=utf-8");
      res.end(body);
    }),
  );

async function listening(server: http.Server): Promise<Floor> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
