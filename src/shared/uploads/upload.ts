import { type NextFunction, type Request, type RequestHandler, type Response, Router } from "express";
import multer, { MulterError } from "multer";
import { Refusal } from "../errors";
import { limit, networkOf } from "../rate-limit";
import { mustBe } from "../viewer";

/**
 * The doors that take files. They are parsed before the forged-request check, because a form with files carries its token
 * in a field; only for people signed in, only at paths named here, and only into memory, so that nothing is left behind when
 * somebody hangs up. Files anywhere else are refused unread.
 */
const doors = Router();
/** Addresses without a name in them come first: "/shelf/import" is no product called "import". */
const plainDoors = Router();

export interface Takes {
  /** The form field the files come in. */
  field: string;
  maxFiles: number;
  /** Of each file. */
  maxBytes: number;
}

const MEGABYTE = 1_000_000;
const HOUR = 3_600_000;

const taken = new Map<string, Takes>();

/** What the POST door at `path` takes, for the description of the JSON doors. */
export const takenAt = (path: string): Takes | undefined => taken.get(path);

/** Lets the POST door at `path` take files. Called where the door is declared; `filesOf` then has them. */
export function takesFiles(path: string, takes: Takes): void {
  const { field, maxFiles, maxBytes } = takes;
  taken.set(path, takes);
  const parse = multer({
    storage: multer.memoryStorage(),
    defParamCharset: "utf8",
    limits: {
      fileSize: maxBytes,
      files: maxFiles,
      fields: 400,
      parts: 400 + maxFiles,
      fieldNameSize: 100,
      fieldSize: MEGABYTE / 10,
      headerPairs: 50,
      fieldNestingDepth: 1,
      fieldArrayIndexLimit: 50,
    },
  } as multer.Options).array(field, maxFiles);
  const door = path.includes(":") ? doors : plainDoors;
  door.post(path, onlyFiles(signedIn), onlyFiles(perPerson), onlyFiles(perNetwork), onlyFiles(answering(parse)));
}

/** To be used between the session and the forged-request check. */
export const takeFiles: RequestHandler[] = [
  plainDoors,
  doors,
  (req, _res, next) => next(isMultipart(req) && req.files === undefined ? new Refusal("WRONG_MEDIA_TYPE") : undefined),
];

export interface SentFile {
  name: string;
  body: Buffer;
}

/** The files of the request, under the names people gave them. None when the form came without. */
export const filesOf = (req: Request): SentFile[] =>
  ((req.files ?? []) as Express.Multer.File[])
    .filter((file) => file.size > 0 || file.originalname !== "")
    .map((file) => ({ name: plainName(file.originalname), body: file.buffer }));

const isMultipart = (req: Request): boolean => /^multipart\//i.test(req.headers["content-type"] ?? "");

const onlyFiles =
  (handler: RequestHandler): RequestHandler =>
  (req, res, next) =>
    isMultipart(req) && req.files === undefined ? handler(req, res, next) : next();

const signedIn: RequestHandler = (req, _res, next) => {
  mustBe(req.viewer, []);
  next();
};
const perPerson = limit("uploads", { windowMs: HOUR, max: 300, keyOf: (req) => req.viewer?.id });
const perNetwork = limit("uploads-network", { windowMs: HOUR, max: 2000, keyOf: networkOf });

const answering =
  (parse: RequestHandler): RequestHandler =>
  (req: Request, res: Response, next: NextFunction) =>
    parse(req, res, (error?: unknown) => {
      // Hanging up, a torn body and a wrong boundary all come as plain errors: the sender's, not ours.
      if (error instanceof MulterError) return next(new Refusal(refusalOf(error), { cause: error }));
      next(error instanceof Error ? new Refusal("UNREADABLE", { cause: error }) : error);
    });

const refusalOf = (error: MulterError): "TOO_LARGE" | "UNREADABLE" =>
  /^LIMIT_(FILE_SIZE|FILE_COUNT|PART_COUNT|FIELD_VALUE|FIELD_COUNT)$/.test(error.code) ? "TOO_LARGE" : "UNREADABLE";

/** A name to be shown: the last part of any path, one line, at most 120 characters. */
const plainName = (name: string): string =>
  (name.normalize("NFC").split(/[\\/]/).at(-1) ?? "")
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "")
    .slice(0, 120)
    .trim() || "file";
