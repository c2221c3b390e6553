import pino from "pino";

/**
 * JSON lines on standard output, one per request and per deed. Nothing personal goes in: no bodies, cookies, names,
 * addresses or query strings; errors are logged by message and stack, never with what they carry.
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info"),
  base: { app: "liangqun" },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: ["req.headers.cookie", "req.headers.authorization", 'res.headers["set-cookie"]'], remove: true },
  serializers: {
    err: (error: unknown) =>
      error instanceof Error
        ? { name: error.name, message: error.message, stack: error.stack, code: (error as { code?: unknown }).code }
        : { message: String(error) },
  },
});
