import express, { type Request, type RequestHandler, type Response } from "express";
import { z } from "zod";
import { type FieldError, Refusal } from "../../shared/errors";
import { attempt, mustRead, read, typed, withoutEmpty } from "../../shared/form";
import type { UserId } from "../../shared/ids";
import { limit } from "../../shared/rate-limit";
import { HOUR, now } from "../../shared/time";
import { allow, MEMBER_ROLES, type MemberRole, mustHaveDuty, viewerOf } from "../../shared/viewer";
import { endActing } from "../account";
import { begin, sessionOf } from "../sign-in/sign-in";
import { withTwoFactor } from "../two-factor/two-factor";
import { type Invitation, openInvitations } from "./invitation";
import { checkRole, Invited, invite, inviteAgain, withdraw } from "./invite";
import { type Belonging, changeRole, leaveOrganisation, membersOf, removeMember } from "./members";
import { rolesIn, roleWord } from "./roles";

export const memberPages = express.Router();

const RoleForm = z.strictObject({ role: z.enum(MEMBER_ROLES) });

/** Letters to strangers: enough to bring a cooperative together in an afternoon, too few to trouble a town. */
export const inviteLimit: RequestHandler = limit("invite", {
  windowMs: HOUR,
  max: 20,
  keyOf: (req) => req.viewer?.organisation?.id,
});

/** The organisation one acts for, as one of its people ("look") or as its owner ("shop"). */
const officeOf = (req: Request, duty: "look" | "shop" = "shop") => {
  sessionOf(req);
  return mustHaveDuty(viewerOf(req), duty);
};

memberPages.use("/members", allow(), (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
});

memberPages.get("/members", async (req, res) => draw(req, res));

memberPages.post("/members/invitations", inviteLimit, async (req, res) => {
  const organisation = officeOf(req);
  const form = read(Invited, withoutEmpty(req.body));
  const { language } = req.words;
  const done = form.ok
    ? await attempt(() => invite({ ...form.value, by: viewerOf(req), organisation, language }, now()))
    : form;
  if (!done.ok) {
    res.status(422);
    return draw(req, res, { values: typed(req.body, ["email", "role"]), errors: done.errors });
  }
  res.redirect(303, "/members?done=invited");
});

memberPages.post("/members/invitations/:id/renewal", inviteLimit, async (req, res) => {
  const organisation = officeOf(req).id;
  await inviteAgain({ id: String(req.params.id), organisation, language: req.words.language }, now());
  res.redirect(303, "/members?done=invited");
});

memberPages.post("/members/invitations/:id/withdrawal", async (req, res) => {
  await withdraw({ id: String(req.params.id), organisation: officeOf(req).id, by: viewerOf(req) }, now());
  res.redirect(303, "/members?done=withdrawn");
});

memberPages.post("/members/leaving", async (req, res) => {
  const { id } = officeOf(req, "look");
  await leaveOrganisation(id, viewerOf(req), now());
  await begin(await endActing(sessionOf(req)), req);
  res.redirect(303, "/account?done=left");
});

memberPages.post("/members/:id/role", async (req, res) => {
  const office = officeOf(req);
  const { role } = mustRead(RoleForm, withoutEmpty(req.body));
  checkRole(office, role);
  await changeRole({ organisation: office.id, user: req.params.id as UserId, role, by: viewerOf(req) }, now());
  res.redirect(303, "/members?done=role");
});

memberPages.post("/members/:id/removal", async (req, res) => {
  const user = req.params.id as UserId;
  // One's own leaving has a door of its own, which also lets one's session go on as somebody else.
  if (user === viewerOf(req).id) throw new Refusal("FORBIDDEN");
  await removeMember({ organisation: officeOf(req).id, user, by: viewerOf(req) }, now());
  res.redirect(303, "/members?done=removed");
});

interface Drawn {
  values?: Record<string, string>;
  errors?: FieldError[];
}

const DONE = ["invited", "withdrawn", "role", "removed"];
/** Said by the room that did it. */
const RESET_DONE = "reset";

async function draw(req: Request, res: Response, { values = {}, errors = [] }: Drawn = {}): Promise<void> {
  const office = officeOf(req, "look");
  const owner = office.role === "owner";
  const { done } = req.query;
  const people = await membersOf(office.id);
  const second = owner ? await withTwoFactor(people.map(({ id }) => id)) : new Set<UserId>();
  const owners = people.filter(({ role }) => role === "owner").length;
  res.render("accounts/members", {
    title: req.words.t("accounts:members.title"),
    organisation: office.name,
    shop: office.kind === "seller",
    owner,
    lastOwner: owner && owners === 1,
    alone: people.length === 1,
    people: people.map((person) => personView(person, { office, owners, second, req })),
    invitations: owner ? (await openInvitations(office.id)).map((each) => invitationView(each, office.kind, req)) : [],
    values,
    errors,
    roles: roleOptions(office.kind, values.role ?? "member", req),
    done: doneWords(done, req),
  });
}

function doneWords(done: unknown, { words }: Request): string | undefined {
  if (done === RESET_DONE) return words.t("two-factor:reset.memberAsked");
  return typeof done === "string" && DONE.includes(done) ? words.t(`accounts:members.done.${done}`) : undefined;
}

interface Around {
  office: ReturnType<typeof officeOf>;
  owners: number;
  /** Those of the people who sign in with two proofs. */
  second: ReadonlySet<UserId>;
  req: Request;
}

/** Addresses are shown to owners, who sent them their letters; the last owner's place cannot be changed. */
function personView({ id, name, identifier, role }: Belonging, { office, owners, second, req }: Around) {
  const you = id === viewerOf(req).id;
  const managed = office.role === "owner" && !(role === "owner" && owners === 1);
  return {
    action: `/members/${id}`,
    name,
    you,
    identifier: office.role === "owner" ? identifier : undefined,
    role: req.words.t(roleWord(office.kind, role)),
    options: managed ? roleOptions(office.kind, role, req) : undefined,
    removable: managed && !you,
    resettable: office.role === "owner" && !you && second.has(id),
  };
}

const roleOptions = (kind: string, chosen: string, { words }: Request) =>
  rolesIn(kind).map((role: MemberRole) => ({
    value: role,
    text: words.t(roleWord(kind, role)),
    help: words.t(`${roleWord(kind, role).replace("role.", "roleHelp.")}`),
    checked: role === chosen,
    selected: role === chosen,
  }));

const invitationView = ({ _id, email, role, expiresAt }: Invitation, kind: string, { words }: Request) => ({
  action: `/members/invitations/${_id}`,
  email,
  role: words.t(roleWord(kind, role)),
  expiresAt,
  over: expiresAt <= now(),
});
