import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** The corridor: a file imports from its own room and from rooms further down this list, never upward. */
const CORRIDOR = [
  "web",
  "reports",
  "settlements",
  "payments",
  "orders",
  "campaigns",
  "catalogue",
  "sellers",
  "credits",
  "accounts",
  "regions",
  "shared",
];
/** The stand-in plays a foreign provider: it knows nothing of ours but the kernel. */
const STANDIN = "standin";
const ROOT = path.join(__dirname, "../..");
const SRC = path.join(ROOT, "src");

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const at = path.join(folder, name);
    if (statSync(at).isDirectory()) return filesUnder(at, ending);
    return name.endsWith(ending) ? [at] : [];
  });
}

const sources = filesUnder(SRC, ".ts").map((file) => ({
  file: path.relative(ROOT, file),
  room: roomOf(file),
  text: readFileSync(file, "utf8"),
  at: file,
}));

/** The first folder under src; "" for the files that assemble everything. */
function roomOf(file: string): string {
  const [room, ...rest] = path.relative(SRC, file).split(path.sep);
  return rest.length > 0 ? (room as string) : "";
}

const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s+"(\.[^"]+)"/g)].map((match) => match[1] as string);

test("rooms are entered downward only", () => {
  const upward = sources.flatMap(({ file, room, text, at }) =>
    importsOf(text).flatMap((target) => {
      const to = roomOf(`${path.resolve(path.dirname(at), target)}.ts`);
      return room === "" || to === room || mayEnter(room, to) ? [] : [`${file} → ${target}`];
    }),
  );
  expect(upward).toEqual([]);
});

function mayEnter(room: string, to: string): boolean {
  if (room === STANDIN) return to === "shared";
  return to !== "" && to !== STANDIN && CORRIDOR.indexOf(room) < CORRIDOR.indexOf(to) && CORRIDOR.includes(room);
}

test("every room stands in the corridor", () => {
  const rooms = new Set(sources.map(({ room }) => room));
  expect([...rooms].filter((room) => room !== "" && room !== STANDIN && !CORRIDOR.includes(room))).toEqual([]);
});

test("no file goes round in circles with another", () => {
  const graph = new Map(
    sources.map(({ at, text }) => [
      at,
      importsOf(text).map((target) => `${path.resolve(path.dirname(at), target)}.ts`),
    ]),
  );
  const circles: string[] = [];
  const state = new Map<string, "open" | "done">();
  const walk = (file: string, way: string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open")
      return void circles.push(
        [...way.slice(way.indexOf(file)), file].map((each) => path.relative(ROOT, each)).join(" → "),
      );
    state.set(file, "open");
    for (const next of graph.get(file) ?? []) if (graph.has(next)) walk(next, [...way, file]);
    state.set(file, "done");
  };
  for (const file of graph.keys()) walk(file, []);
  expect(circles).toEqual([]);
});

test("no source file is longer than 250 lines", () => {
  expect(sources.filter(({ text }) => text.split("\n").length > 250).map(({ file }) => file)).toEqual([]);
});

test("no folder holds more than 20 files beside its own folders", () => {
  const counts = new Map<string, number>();
  for (const { file } of sources) counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, files]) => files > 20)).toEqual([]);
});

test("no function is longer than 40 lines", () => {
  const long = sources.flatMap(({ file, text }) => longFunctions(text, 40).map((line) => `${file}:${line}`));
  expect(long).toEqual([]);
});

/** Top-level functions by their indentation, which the formatter guarantees. Router factories are lists of doors, not functions. */
function longFunctions(text: string, most: number): number[] {
  const lines = text.split("\n");
  const found: number[] = [];
  lines.forEach((line, index) => {
    if (!/^(export )?(default )?(async )?function /.test(line) || /: (Router|ApiRouter) \{$/.test(line)) return;
    const length = lines.slice(index).indexOf("}");
    if (length > most) found.push(index + 1);
  });
  return found;
}

test.each([
  [
    "opens a session or a transaction of its own",
    /connection\.startSession\(|\.withTransaction\(|connection\.transaction\(/,
    ["src/shared/db.ts"],
  ],
  ["writes many at once past the hooks", /\.bulkWrite\(/, ["src/credits/fold.ts", "src/credits/totals/"]],
  [
    "reads the clock by itself",
    /\bnew Date\(\)|Date\.now\(\)/,
    [
      "src/shared/",
      "src/standin/",
      "src/chores.ts",
      "src/payments/checkout/start-checkout.ts",
      "src/payments/sweep.ts",
      "src/payments/provider/breaker.ts",
      "src/credits/fold.ts",
      "src/web/health.ts",
    ],
  ],
  ["but its own folder speaks Stripe", /from "stripe"/, ["src/payments/stripe/"]],
  ["draws its own random numbers", /Math\.random|randomBytes|randomInt/, ["src/shared/ids.ts", "src/standin/"]],
  ["spreads the request into a view or a record", /\.\.\.req\.(body|query|params)/, []],
  ["reads money through a float", /parseFloat|toFixed\(/, ["src/web/look/"]],
  ["leaves a note instead of work", /\b(TODO|FIXME|XXX|HACK)\b/, []],
] as const)("nothing %s", (_, pattern, allowed) => {
  const found = sources
    .filter(({ file, text }) => pattern.test(text) && !allowed.some((place) => file.startsWith(place)))
    .map(({ file }) => file);
  expect(found).toEqual([]);
});

test("templates never print unescaped", () => {
  const views = filesUnder(path.join(ROOT, "views"), ".hbs");
  expect(views.filter((file) => readFileSync(file, "utf8").includes("{{{"))).toEqual([]);
  expect(
    views
      .filter((file) =>
        /\sstyle="|\son[a-z]+="|<script(?![^>]*(src=|application\/ld\+json))/.test(readFileSync(file, "utf8")),
      )
      .map((file) => path.relative(ROOT, file)),
  ).toEqual([]);
});
