import { openPaper } from "../../src/shared/papers/paper";
import { drawLongTable } from "../../src/shared/papers/table";

test("a long table is set a few rows at a time, and others have the processor in between", async () => {
  const { document, finish } = openPaper({ layout: "landscape", title: "", author: "", at: new Date(0) });
  async function* rows() {
    for (let number = 0; number < 200; number++) yield [String(number), "酉阳土家族苗族自治县"];
  }
  let turns = 0;
  let going = true;
  const turn = (): void => {
    turns++;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  const columns = [
    { title: "序号", width: 40 },
    { title: "区县", width: 0 },
  ];
  await drawLongTable(document, columns, rows());
  going = false;
  expect(turns).toBeGreaterThanOrEqual(20);
  expect((await finish()).subarray(0, 5).toString()).toBe("%PDF-");
});
