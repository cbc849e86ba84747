import type { Position } from './attendance.ts';
import { Missing } from './form.ts';
import type { Page } from './page.ts';

const WAIT_MS = 15_000;
/** What the server takes at most. */
const MOST_INEXACT_METRES = 100_000;

/** Where the telephone is, as far as it says so. @throws Missing */
export function findPosition({ say }: Page): Promise<Position> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        resolve({ latitude, longitude, accuracyMetres: Math.min(accuracy, MOST_INEXACT_METRES) });
      },
      () => reject(new Missing(say('positionNone'))),
      { enableHighAccuracy: true, timeout: WAIT_MS },
    );
  });
}
