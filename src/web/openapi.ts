import { z } from "zod";
import type { DoorDescription } from "../shared/api";
import { REFUSALS } from "../shared/errors";
import { takenAt } from "../shared/uploads/upload";

/** The OpenAPI 3.1 description, made from the very schemas that check the requests. */
export function openApi(doors: readonly DoorDescription[], publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const each of doors) {
    paths[each.path] ??= {};
    (paths[each.path] as Record<string, object>)[each.method] = operation(each);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "两群好物 · Liangqun",
      version: "1.0.0",
      description: "Amounts are integer fen, instants UTC, months Asia/Shanghai.",
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "sid" },
        token: { type: "http", scheme: "bearer" },
      },
    },
  };
}

function operation({ tag, method, path, door }: DoorDescription): object {
  const refused = {
    description: "Refused",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  return {
    tags: [tag],
    operationId: `${method}${path.replace(/[^A-Za-z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: door.summary,
    ...(door.roles
      ? { security: [{ session: [] }, ...(door.seated ? [] : [{ token: [] }])], "x-roles": door.roles }
      : {}),
    parameters: [...pathParameters(path), ...queryParameters(door.query)],
    ...requestBody({ method, path, door }),
    responses: {
      [String(door.status ?? 200)]: {
        description: "Done",
        ...(door.answer ? { content: json(jsonSchema(door.answer, "output")) } : {}),
      },
      default: refused,
    },
  };
}

function requestBody({ method, path, door }: Omit<DoorDescription, "tag">): object {
  if (door.body) return { requestBody: { required: true, content: json(jsonSchema(door.body)) } };
  const takes = method === "post" ? takenAt(`/api/v1${path.replace(/\{(\w+)\}/g, ":$1")}`) : undefined;
  if (!takes) return {};
  const { field, maxFiles, maxBytes } = takes;
  const file = { type: "string", format: "binary", description: `At most ${maxBytes} bytes` };
  const properties = { [field]: maxFiles === 1 ? file : { type: "array", maxItems: maxFiles, items: file } };
  const schema = { type: "object", required: [field], properties };
  return { requestBody: { required: true, content: { "multipart/form-data": { schema } } } };
}

const json = (schema: object): object => ({ "application/json": { schema } });

const pathParameters = (path: string): object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

function queryParameters(query: z.ZodType | undefined): object[] {
  if (!query) return [];
  const { properties = {}, required = [] } = jsonSchema(query) as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function jsonSchema(schema: z.ZodType, io: "input" | "output" = "input"): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

const problem = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(REFUSALS) },
    detail: { type: "string" },
    requestId: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: { field: { type: "string" }, code: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};
