import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import { log } from "../shared/log";

declare global {
  namespace Express {
    interface Request {
      /** Names the request in the log and in every error shown. */
      id: string;
    }
  }
}

/** Gives the request its id and writes one line when it is answered: no query string, no address, nobody's name. */
export const nameRequest: RequestHandler = (req, res, next) => {
  req.id = randomUUID();
  res.setHeader("X-Request-Id", req.id);
  const begin = performance.now();
  const { path, method } = req;
  res.on("finish", () => {
    log.info(
      {
        requestId: req.id,
        method,
        path: path.slice(0, 200),
        status: res.statusCode,
        ms: Math.round(performance.now() - begin),
      },
      "request",
    );
  });
  next();
};
