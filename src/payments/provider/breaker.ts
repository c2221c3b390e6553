import { Refusal } from "../../shared/errors";

/**
 * Keeps a provider that is down from being asked by everybody, each waiting for its own time-out: after some failures
 * in a row nobody asks for a while, then one call is let through to try. Runs on the machine's clock, per process.
 */
export interface BreakerSettings {
  /** How many in a row open it. */
  failures: number;
  restMs: number;
  /** For one call with all its retries. What the provider still does after it is unknown to the caller. */
  deadlineMs: number;
  /** Tells an unreachable provider from one that says no. */
  isFailure: (error: unknown) => boolean;
}

export class TookTooLong extends Error {}

export class Breaker {
  readonly #settings: BreakerSettings;
  #failed = 0;
  #restsUntil = 0;

  constructor(settings: BreakerSettings) {
    this.#settings = settings;
  }

  /** Throws what the call throws, TookTooLong after the deadline, and refuses with PAYMENT_UNAVAILABLE while it rests. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    this.#refuseWhileResting();
    try {
      const answer = await within(this.#settings.deadlineMs, call());
      this.#failed = 0;
      return answer;
    } catch (error) {
      this.#failed = error instanceof TookTooLong || this.#settings.isFailure(error) ? this.#failed + 1 : 0;
      if (this.#failed >= this.#settings.failures) this.#rest();
      throw error;
    }
  }

  /** Whether calls are refused at the moment, for whoever watches the program. */
  get resting(): boolean {
    return this.#failed >= this.#settings.failures && this.#restsUntil > performance.now();
  }

  #refuseWhileResting(): void {
    if (this.#failed < this.#settings.failures) return;
    const left = this.#restsUntil - performance.now();
    if (left > 0) throw new Refusal("PAYMENT_UNAVAILABLE", { retryAfterSeconds: Math.ceil(left / 1000) });
    // This caller goes through to try; the others keep waiting until it has an answer.
    this.#rest();
  }

  #rest(): void {
    this.#restsUntil = performance.now() + this.#settings.restMs;
  }
}

function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
