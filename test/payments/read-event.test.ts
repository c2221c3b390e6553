import { makeProvider } from "../../src/payments/stripe/client";
import type { Refusal } from "../../src/shared/errors";
import { KEY, SECRET, signedBy } from "../standin/fixture";

const provider = makeProvider({ secretKey: KEY, webhookSecrets: [SECRET] });

describe("an event", () => {
  const body = (object: object): string =>
    JSON.stringify({
      id: "evt_1",
      object: "event",
      type: "some.type",
      created: 1_790_000_000,
      livemode: false,
      data: { object },
    });
  const session = body({ object: "checkout.session", id: "cs_1", payment_status: "unpaid" });
  const read = (text: string, signature: string | undefined) => provider.readEvent(Buffer.from(text), signature);
  const codeOf = (text: string, signature: string | undefined): string => {
    try {
      return `read ${read(text, signature).id}`;
    } catch (error) {
      return (error as Refusal).code;
    }
  };

  test("says what happened to which object, and no more", () => {
    expect(read(session, signedBy(SECRET, session))).toEqual({
      id: "evt_1",
      type: "some.type",
      created: new Date(1_790_000_000_000),
      livemode: false,
      about: { kind: "session", id: "cs_1" },
    });
  });

  test.each([
    [
      { object: "payment_intent", id: "pi_1" },
      { kind: "intent", id: "pi_1" },
    ],
    [
      { object: "refund", id: "re_1", payment_intent: "pi_1" },
      { kind: "refund", id: "re_1" },
    ],
    [
      { object: "charge", id: "ch_1", payment_intent: "pi_1" },
      { kind: "intent", id: "pi_1" },
    ],
    [{ object: "charge", id: "ch_1", payment_intent: null }, { kind: "other" }],
    [{ object: "customer", id: "cus_1" }, { kind: "other" }],
  ])("about %j leads to %j", (object, about) => {
    const text = body(object);
    expect(read(text, signedBy(SECRET, text)).about).toEqual(about);
  });

  const seconds = () => Math.floor(Date.now() / 1000);
  const later300 = { seconds: Math.floor(Date.now() / 1000) - 320 };
  test.each<[string, string, () => string | undefined]>([
    ["is not signed", session, () => undefined],
    ["has an empty signature", session, () => ""],
    ["has a signature of nonsense", session, () => "nonsense"],
    ["is signed with another secret", session, () => signedBy("whsec_other", session)],
    ["was changed on the way", session.replace("cs_1", "cs_2"), () => signedBy(SECRET, session)],
    ["was changed by one space", `${session} `, () => signedBy(SECRET, session)],
    ["is older than five minutes", session, () => signedBy(SECRET, session, later300)],
    ["is signed in a scheme of the past", session, () => signedBy(SECRET, session, { scheme: "v0" })],
    ["has no body", "", () => signedBy(SECRET, "")],
    ["has an undated signature", session, () => signedBy(SECRET, session).replace(/^t=\d+,/, "")],
  ])("that %s is refused", (_what, text, signature) => {
    expect(codeOf(text, signature())).toBe("BAD_SIGNATURE");
  });

  test("that is almost five minutes old is taken", () => {
    expect(codeOf(session, signedBy(SECRET, session, { seconds: seconds() - 290 }))).toBe("read evt_1");
  });

  test("is taken while a secret is being changed, with the old one and with the new one", () => {
    const both = makeProvider({ secretKey: KEY, webhookSecrets: ["whsec_new", SECRET] });
    for (const secret of ["whsec_new", SECRET])
      expect(both.readEvent(Buffer.from(session), signedBy(secret, session)).id).toBe("evt_1");
  });

  test("is refused by a shop without secrets", () => {
    const none = makeProvider({ secretKey: KEY, webhookSecrets: [] });
    expect(() => none.readEvent(Buffer.from(session), signedBy("", session))).toThrow("BAD_SIGNATURE");
  });
});
