import { bareExpress, bareNode } from "./bare";
import { type Load, load, median } from "./load";

/** Anonymous pages against bare Node and bare Express sending the same bytes, three rounds in turn. */
const PAGES = {
  front: "/",
  catalogue: "/products?county=youyang",
  product: "/products/tushi-gaoshan-dami",
  partnership: "/partnerships/youyang",
  totals: "/api/v1/totals",
};

export async function measurePages(market: string): Promise<object> {
  const figures: Record<string, object> = {};
  for (const [name, path] of Object.entries(PAGES)) figures[name] = await measurePage(`${market}${path}`);
  return figures;
}

async function measurePage(url: string): Promise<object> {
  const body = Buffer.from(await (await fetch(url)).arrayBuffer());
  const floors = { node: await bareNode(body), express: await bareExpress(body) };
  const rounds: { node: Load; express: Load; ours: Load }[] = [];
  for (let round = 0; round < 3; round++)
    rounds.push({
      node: await load(floors.node.url, 4),
      express: await load(floors.express.url, 4),
      ours: await load(url, 4),
    });
  await floors.node.stop();
  await floors.express.stop();
  const of = (pick: (round: (typeof rounds)[number]) => number): number => median(rounds.map(pick));
  return {
    bytes: body.length,
    nodePerSecond: of((round) => round.node.perSecond),
    expressPerSecond: of((round) => round.express.perSecond),
    perSecond: of((round) => round.ours.perSecond),
    shareOfExpress: of((round) => round.ours.perSecond / round.express.perSecond).toFixed(2),
    p50Ms: of((round) => round.ours.p50Ms),
    p99Ms: of((round) => round.ours.p99Ms),
    errors: rounds.reduce((sum, round) => sum + round.ours.errors, 0),
  };
}
