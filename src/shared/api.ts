import { type Request, type Response, Router } from "express";
import type { z } from "zod";
import { Refusal } from "./errors";
import { mustRead } from "./form";
import { mustBe, mustSit, type Role, type Viewer } from "./viewer";

/**
 * The JSON doors. A door is declared with the schemas that check its requests; the same declaration becomes its entry in
 * the OpenAPI description, so the two cannot drift apart. Paths are relative to /api/v1 and written as in the contract:
 * "/orders/{number}".
 */
export type Method = "get" | "post" | "put" | "patch" | "delete";

export interface Door<P, Q, B> {
  summary: string;
  /** Omitted: open to everyone. Empty: anybody signed in. */
  roles?: readonly Role[];
  /** Only from a session: a personal token does not open it. */
  seated?: boolean;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** The schema of the answer, for the description. */
  answer?: z.ZodType;
  /** The status of success; 200 unless told. */
  status?: number;
}

export interface Asked<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  /** Present on every door with `roles`. */
  viewer: Viewer | undefined;
  req: Request;
  res: Response;
}

export interface DoorDescription {
  tag: string;
  method: Method;
  path: string;
  door: Door<unknown, unknown, unknown>;
}

export class ApiRouter {
  readonly router: Router = Router();
  readonly doors: DoorDescription[] = [];
  readonly tag: string;

  constructor(tag: string) {
    this.tag = tag;
  }

  /** Declares a door: what comes in is read by its schemas, what the handler returns goes out as JSON. */
  on<P = unknown, Q = unknown, B = unknown>(
    method: Method,
    path: string,
    door: Door<P, Q, B>,
    handler: (asked: Asked<P, Q, B>) => Promise<unknown>,
  ): this {
    this.doors.push({ tag: this.tag, method, path, door: door as Door<unknown, unknown, unknown> });
    this.router[method](path.replace(/\{(\w+)\}/g, ":$1"), async (req, res) => {
      if (door.roles) mustBe(req.viewer, door.roles);
      if (door.seated) mustSit(req);
      const answer = await handler({
        params: readParams(door.params, req),
        query: door.query ? mustRead(door.query, req.query, "INVALID_QUERY") : ({} as Q),
        body: door.body ? readBody(door.body, req) : (undefined as B),
        viewer: req.viewer,
        req,
        res,
      });
      if (res.headersSent) return;
      if (answer === undefined) res.status(door.status ?? 204).end();
      else res.status(door.status ?? 200).json(answer);
    });
    return this;
  }
}

/** An id that cannot be one is simply not there. */
function readParams<P>(schema: z.ZodType<P> | undefined, req: Request): P {
  if (!schema) return req.params as P;
  const result = schema.safeParse(req.params);
  if (!result.success) throw new Refusal("NOT_FOUND");
  return result.data;
}

function readBody<B>(schema: z.ZodType<B>, req: Request): B {
  if (req.body === undefined && Number(req.headers["content-length"] ?? 0) > 0) throw new Refusal("WRONG_MEDIA_TYPE");
  return mustRead(schema, req.body);
}
