import type { ErrorRequestHandler } from "express";
import type { z } from "zod";
import { log } from "../../shared/log";

/** A "no" of the API, in Stripe's form: `{error: {type, code?, param?, message}}`. */
export interface ProblemFacts {
  type?: "invalid_request_error" | "idempotency_error" | "api_error";
  code?: string;
  param?: string;
  message: string;
}

export class ApiProblem extends Error {
  readonly status: number;
  readonly facts: ProblemFacts;

  constructor(status: number, facts: ProblemFacts) {
    super(facts.message);
    this.status = status;
    this.facts = facts;
  }
}

export const noSuch = (kind: string, id: string, param = "id"): ApiProblem =>
  new ApiProblem(404, { code: "resource_missing", param, message: `No such ${kind}: '${id}'` });

/** The first thing wrong with the parameters, named as Stripe names it: `line_items[0][quantity]`. */
export function wrongParameter(issue: z.core.$ZodIssue | undefined): ApiProblem {
  const path = [...(issue?.path ?? [])].map(String);
  if (issue?.code === "unrecognized_keys") path.push(issue.keys[0] ?? "");
  const param = path.map((part, i) => (i === 0 ? part : `[${part}]`)).join("");
  if (issue?.code === "unrecognized_keys")
    return new ApiProblem(400, { code: "parameter_unknown", param, message: `Received unknown parameter: ${param}` });
  if (issue?.code === "invalid_type" && issue.input === undefined)
    return new ApiProblem(400, { code: "parameter_missing", param, message: `Missing required param: ${param}.` });
  return new ApiProblem(400, { param, message: `Invalid ${param}: ${issue?.message}` });
}

export const answerProblem: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error);
  const problem = error instanceof ApiProblem ? error : ourFault(error);
  res.status(problem.status).json({ error: { type: "invalid_request_error", ...problem.facts } });
};

function ourFault(error: unknown): ApiProblem {
  const { status } = (error ?? {}) as { status?: number };
  if (status === 400 || status === 413) return new ApiProblem(400, { message: "Invalid request body" });
  log.error({ err: error }, "stand-in failed");
  return new ApiProblem(500, { type: "api_error", message: "An unknown error occurred" });
}
