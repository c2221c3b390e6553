import { whenTakenBack } from "../../orders/signals/recognise";
import { RefundModel } from "./refund";

/**
 * Refunds still under way when a line's recognition is taken back were to take their part of it too: there is nothing left to
 * take. Written in the decision's transaction, so a refund that succeeds at the same moment meets it. Told once per process.
 */
export function forgetRecognition(): void {
  whenTakenBack.push(async (order, line) => {
    await RefundModel.updateMany(
      { order: order._id, state: "processing", "lines.line": line },
      { $addToSet: { unrecognised: line } },
    );
  });
}
