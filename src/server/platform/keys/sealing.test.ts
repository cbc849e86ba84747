import { expect, it } from 'vitest';
import { alertKinds, alertOutcomes } from '../../../contract/alerts.ts';
import { declineReasons, referralSources, urgencies } from '../../../contract/casework.ts';
import { closureOutcomes, closureReasons } from '../../../contract/closures.ts';
import { jsonOfState } from './sealing.ts';

it('a state takes the same room whatever it is, and opens as it was', () => {
  const words = { reason: '睡不着 "𠮷"' };
  const referrals = referralSources.flatMap((source) => urgencies.map((urgency) => ({ source, urgency })));
  const states = [
    ...referrals,
    ...alertKinds.map((kind) => ({ kind })),
    ...alertOutcomes.map((outcome) => ({ outcome })),
    ...declineReasons.map((declineReason) => ({ declineReason })),
    ...closureReasons.map((closureReason) => ({ closureReason })),
    ...closureReasons.flatMap((closureReason) =>
      closureOutcomes.flatMap((outcome) =>
        [null, '2026-12-31'].map((followUpOn) => ({ closureReason, outcome, followUpOn })),
      ),
    ),
  ];
  for (const said of [{}, words]) {
    const texts = states.map((state) => jsonOfState(said, state));
    expect(texts.map((text) => JSON.parse(text))).toEqual(states.map((state) => ({ ...said, ...state })));
    expect(new Set(texts.map((text) => Buffer.byteLength(text))).size).toBe(1);
  }
});
