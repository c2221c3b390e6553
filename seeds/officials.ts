import { closableFrom } from "../src/credits/statements/book-month";
import { AgreementVersionModel } from "../src/regions/agreements/agreement-version";
import { gazetteer } from "../src/regions/gazetteer";
import { draftOf } from "../src/reports/bulletin/bulletin";
import { contentOf, hashContent } from "../src/reports/bulletin/issue/content";
import { approveIssue } from "../src/reports/bulletin/issue/decide-issue";
import { issuesOf } from "../src/reports/bulletin/issue/issue";
import { keepProposal, readyIssue } from "../src/reports/bulletin/issue/propose-issue";
import { confirmAgreement } from "../src/reports/partnerships/agreements/decide";
import { proposeAgreement } from "../src/reports/partnerships/agreements/propose";
import { askChange } from "../src/reports/partnerships/changes/ask-change";
import { goInside, type Inside } from "../src/reports/partnerships/inside";
import { paperOf } from "../src/reports/partnerships/kept-paper";
import { confirmFigures } from "../src/reports/partnerships/record/decide-figure";
import { enterFigure } from "../src/reports/partnerships/record/enter";
import type { RegionCode } from "../src/shared/ids";
import { fen, times } from "../src/shared/money";
import { DAY, dayOf, HOUR, later, type Month, monthAfter, monthOf, monthStart, yearOf } from "../src/shared/time";
import { seedDeclarations } from "./declared";
import { demoPaper } from "./demo-paper";
import { DEMO_ACCOUNTS, demoViewer } from "./people";

/**
 * What officials find on their desks in the demonstration: declarations in every state, a target that waits for the other
 * side, one that was changed, a suggested helper, figures of the record, and last month's bulletin, issued. All of it made
 * up, and marked as such.
 */
export async function seedOfficials(end: Date): Promise<void> {
  await seedDeclarations(end);
  await issuedBulletin(end);
  if (await AgreementVersionModel.exists({ demo: true, by: { $ne: null } })) return;
  await changedTarget(later(end, -40 * DAY));
  await waitingTarget(later(end, -2 * DAY));
  await suggestedHelper(later(end, -DAY));
  await figures(later(end, -3 * DAY));
}

const PROOF = { password: DEMO_ACCOUNTS[0]?.password };
const REASON = "演示：双方联席会议后调整";

const inside = async (who: string, partnership: string, at: Date): Promise<Inside> =>
  goInside(await demoViewer(who), partnership, at);

const yuan = (amount: number) => times(fen(100), amount);

async function paper(by: Inside, place: string, at: Date) {
  const file = { name: "年度协议（演示）.pdf", body: await demoPaper(`Not an agreement: ${place}`) };
  return paperOf(by, place, { file, kept: undefined }, at);
}

/** 丰都's county asked for a higher target, and 荣昌's office confirmed it. */
async function changedTarget(at: Date): Promise<void> {
  const county = await inside("county-fengdu", "fengdu", at);
  const year = yearOf(at);
  const document = await paper(county, `agreement:fengdu:${year}`, at);
  const asked = { year, targetFen: yuan(16_000), signedOn: dayOf(later(at, -3 * DAY)), reason: REASON, document };
  const { version } = await proposeAgreement(county, asked, at);
  const confirmedAt = later(at, 26 * HOUR);
  const helper = await inside("helper-rongchang", "fengdu", confirmedAt);
  await confirmAgreement(helper, { year, version, ...PROOF }, confirmedAt);
}

/** 酉阳's county asks for a higher one; 江北's office or the city is to confirm. */
async function waitingTarget(at: Date): Promise<void> {
  const county = await inside("county-youyang", "youyang", at);
  const year = yearOf(at);
  const document = await paper(county, `agreement:youyang:${year}`, at);
  const signedOn = dayOf(later(at, -DAY));
  await proposeAgreement(county, { year, targetFen: yuan(24_000), signedOn, reason: REASON, document }, at);
}

/** A county's wish, not a fact: nothing of it stands anywhere but on the city's desk. */
async function suggestedHelper(at: Date): Promise<void> {
  const county = await inside("county-fengjie", "fengjie", at);
  const day = `${monthAfter(monthAfter(monthOf(at)))}-01`;
  const source = { title: "结对调整建议（演示材料，并非真实文件）", where: "演示", day: dayOf(at) };
  const note = "演示用的建议，不代表任何真实的结对安排。";
  await askChange(county, { kind: "add", helper: "500107" as RegionCode, day, source, note }, at);
}

async function figures(at: Date): Promise<void> {
  const year = yearOf(at);
  const helper = await inside("helper-jiangbei", "youyang", at);
  const made = { year, line: undefined, promised: false, name: "", note: "演示虚构", reason: "", paper: null };
  const source = "演示数据，并非真实统计";
  const trained = { ...made, kind: "trained", unit: "persons", value: 60, source } as const;
  const first = await enterFigure(helper, trained, at);
  const county = await inside("county-youyang", "youyang", at);
  await confirmFigures(county, { year, figures: [first._id], ...PROOF }, later(at, 5 * HOUR));
  await enterFigure(helper, { ...made, kind: "medical_staff", unit: "persons", value: 4, source }, later(at, 6 * HOUR));
  await enterFigure(helper, { ...made, kind: "funds", unit: "fen", value: yuan(50_000), source }, later(at, 7 * HOUR));
}

/** The latest month that is over, as the city's two people would issue it. */
async function issuedBulletin(at: Date): Promise<void> {
  const [proposer, second] = [await demoViewer("city"), await demoViewer("city-second")];
  const lastMonth = monthBefore(monthOf(at));
  const month = at < closableFrom(lastMonth) ? monthBefore(lastMonth) : lastMonth;
  if ((await issuesOf(month)).length > 0) return;
  const book = await gazetteer();
  const contentHash = hashContent(contentOf(await draftOf(month, { gazetteer: book, at }), book));
  const [year, of] = month.split("-");
  const number = `演示〔${year}〕${Number(of)}号`;
  const issue = await readyIssue(month, { number, correction: "", contentHash }, proposer, at);
  await keepProposal(issue, proposer, at);
  await approveIssue(issue._id, second, at);
}

const monthBefore = (of: Month): Month => monthOf(later(monthStart(of), -DAY));
