import { generateSync, verifySync } from 'otplib';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';

const SECONDS = 60;
const SIX_DIGITS = /^\d{6}$/;

/** The secret is made of the organisation's key and stands nowhere. */
function optionsOf(keys: OrganisationKeys, shiftId: string) {
  return { secret: keys.digest('check-in-code', shiftId), period: SECONDS, algorithm: 'sha256' } as const;
}

const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000);

/** The six digits that a shift's screen shows in a minute (RFC 6238 with steps of a minute). */
export function codeOf(keys: OrganisationKeys, shiftId: string, at: Date): { code: string; expiresAt: Date } {
  const step = Math.floor(secondsOf(at) / SECONDS);
  return {
    code: generateSync({ ...optionsOf(keys, shiftId), epoch: step * SECONDS }),
    expiresAt: new Date((step + 1) * SECONDS * 1000),
  };
}

/** Whether the screen showed it in that minute, or the one before or after: whoever types needs time, and clocks differ. */
export function isCodeOf(keys: OrganisationKeys, shiftId: string, code: string, at: Date): boolean {
  if (!SIX_DIGITS.test(code)) return false;
  const options = { ...optionsOf(keys, shiftId), token: code, epoch: secondsOf(at), epochTolerance: SECONDS };
  return verifySync(options).valid;
}

/** What a site's QR says: nobody makes it without the organisation's key, and a new row makes another. */
export function stationCodeOf(keys: OrganisationKeys, stationCodeId: string): string {
  return keys.digest('station-code', stationCodeId).toString('base64url').slice(0, STATION_LENGTH);
}
const STATION_LENGTH = 16;
