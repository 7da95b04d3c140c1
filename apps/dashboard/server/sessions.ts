import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const IDLE_MS = 30 * 60_000;
const ABSOLUTE_MS = 12 * 60 * 60_000;
const LOGINS_PER_MINUTE = 10;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Sessions in memory, stored by the hash of their cookie; a restart signs everyone out. */
export class Sessions {
  readonly #tokenDigest: Buffer;
  readonly #now: () => number;
  readonly #open = new Map<string, { created: number; seen: number }>();
  #logins: number[] = [];

  constructor(token: string, now: () => number = Date.now) {
    this.#tokenDigest = digest(token);
    this.#now = now;
  }

  /** A cookie value for the right token, 'refused' for a wrong one, 'busy' above ten tries a minute. */
  login(token: string): { cookie: string } | 'refused' | 'busy' {
    const now = this.#now();
    this.#logins = this.#logins.filter((time) => now - time < 60_000);
    if (this.#logins.length >= LOGINS_PER_MINUTE) return 'busy';
    this.#logins.push(now);
    if (!timingSafeEqual(digest(token), this.#tokenDigest)) return 'refused';
    const cookie = randomBytes(32).toString('hex');
    this.#open.set(digest(cookie).toString('hex'), { created: now, seen: now });
    return { cookie };
  }

  isOpen(cookie: string | undefined): boolean {
    if (cookie === undefined) return false;
    const key = digest(cookie).toString('hex');
    const session = this.#open.get(key);
    if (session === undefined) return false;
    const now = this.#now();
    if (now - session.seen > IDLE_MS || now - session.created > ABSOLUTE_MS) {
      this.#open.delete(key);
      return false;
    }
    session.seen = now;
    return true;
  }
}
