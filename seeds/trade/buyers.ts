import { toViewer } from "../../src/accounts/acting";
import { newOrganisation, OrganisationModel } from "../../src/accounts/organisation";
import { newUser, type User, UserModel } from "../../src/accounts/user";
import type { Gazetteer } from "../../src/regions/gazetteer";
import { isMainCity } from "../../src/regions/region";
import type { RegionCode } from "../../src/shared/ids";
import type { Viewer } from "../../src/shared/viewer";
import { DEMO_ACCOUNTS } from "../people";

/** Somebody who buys in the demonstration year, and where parcels go. */
export interface DemoBuyer {
  viewer: Viewer;
  region: RegionCode;
  institution: boolean;
  name: string;
  phone: string;
  street: string;
}

/** Nobody's password: argon2 never verifies against it. */
const NO_PASSWORD = "!";
const SURNAMES = ["陈", "李", "张", "刘", "杨", "王", "周", "唐", "罗", "谭", "冉", "田", "向", "邓", "蒋", "黄"];
const GIVEN = [
  "明霞",
  "建国",
  "晓燕",
  "光华",
  "丽",
  "志强",
  "玉兰",
  "涛",
  "敏",
  "大勇",
  "小琴",
  "代红",
  "永芳",
  "洪",
  "世蓉",
  "川",
];
const KINDS = ["机关食堂", "职工工会", "中学食堂"];

const nameOf = (index: number): string => `${SURNAMES[index % SURNAMES.length]}${GIVEN[(index * 7) % GIVEN.length]}`;
const phoneOf = (index: number): string => `1380000${String(index).padStart(4, "0")}`;

/** Two citizens in every main-city district and zone, a few elsewhere, and institutions of the helpers. Safe to run twice. */
export async function tradeBuyers(book: Gazetteer, at: Date): Promise<DemoBuyer[]> {
  const mainCity = book.regions.filter(isMainCity);
  const citizens = [...mainCity, ...mainCity, ...book.receiving.slice(0, 3)];
  const buyers: DemoBuyer[] = [];
  for (const [index, region] of citizens.entries()) {
    const user = newUser(
      {
        identifier: `market${index}@demo.liangqun`,
        name: nameOf(index),
        passwordHash: NO_PASSWORD,
        homeRegion: region._id,
        demo: true,
      },
      at,
    );
    buyers.push(await buyerOf(await kept(user), region._id, index));
  }
  for (const [index, region] of mainCity.entries()) {
    const organisation = newOrganisation(
      {
        kind: "institution",
        name: `${region.name}${KINDS[index % 3]}（演示）`,
        nameEn: `${region.nameEn} canteen (demo)`,
        region: region._id,
        demo: true,
      },
      at,
    );
    const known = await OrganisationModel.findOne({ name: organisation.name }).lean();
    if (!known) await OrganisationModel.insertMany([organisation]);
    const user = newUser(
      {
        identifier: `canteen${index}@demo.liangqun`,
        name: nameOf(index + 60),
        passwordHash: NO_PASSWORD,
        memberships: [{ organisation: known?._id ?? organisation._id, role: "owner" }],
        demo: true,
      },
      at,
    );
    buyers.push(await buyerOf(await kept(user), region._id, index + 60));
  }
  return [...buyers, ...(await listedBuyers())];
}

async function kept(user: User): Promise<User> {
  const known = (await UserModel.findOne({ identifier: user.identifier }).lean()) as User | null;
  if (known) return known;
  await UserModel.insertMany([user]);
  return user;
}

/** The listed demonstration accounts that buy have a history too. */
async function listedBuyers(): Promise<DemoBuyer[]> {
  const listed = DEMO_ACCOUNTS.filter(({ role }) => role === "buyer" || role === "institution").map(
    (account) => account.identifier,
  );
  const users = (await UserModel.find({ identifier: { $in: listed } })
    .sort({ identifier: 1 })
    .lean()) as User[];
  const buyers: DemoBuyer[] = [];
  for (const [index, user] of users.entries()) {
    const viewer = await toViewer(user);
    const region = viewer.organisation?.region ?? viewer.homeRegion;
    if (region) for (let share = 0; share < 3; share++) buyers.push(await buyerOf(user, region, index + 90));
  }
  return buyers;
}

async function buyerOf(user: User, region: RegionCode, index: number): Promise<DemoBuyer> {
  const viewer = await toViewer(user);
  return {
    viewer,
    region,
    institution: viewer.organisation?.kind === "institution",
    name: viewer.organisation ? `${user.name}（食堂）` : user.name,
    phone: phoneOf(index),
    street: `演示路 ${index + 1} 号`,
  };
}
