import { Type } from 'typebox';
import { Exactly, Id, Instant } from '../../contract/operation.ts';
import { Protocol } from '../../contract/studies.ts';
import type { StudyRelease } from '../../domain/studies/study-release.ts';
import type { DeliveryKind, EnquiryKind } from '../deliveries/public.ts';

const Text = Type.String();

const Registered = Exactly({ studyId: Id, protocol: Protocol, hash: Text, registeredAt: Instant });

/** The protocol that an owner registered, to who may take part; its key is the study. */
export const registeredStudy = {
  kind: 'study.registration',
  name: { zh: '研究方案', en: 'protocol of a study' },
  schema: Registered,
} as const satisfies DeliveryKind;

const Amended = Exactly({ studyId: Id, id: Id, amendment: Text, reason: Text, madeAt: Instant });

/** What the owner decided later; its key is the amendment. */
export const studyAmendment = {
  kind: 'study.amendment',
  name: { zh: '研究的补充说明', en: 'amendment of a study' },
  schema: Amended,
} as const satisfies DeliveryKind;

const Released = Exactly({
  studyId: Id,
  // sums of classes and counts that passed suppression; its hash and signature say that it is whole
  content: Type.Unsafe<StudyRelease>(Type.Object({ protocolHash: Text, sums: Type.Object({}) })),
  hash: Text,
  releasedAt: Instant,
  signature: Type.String({ description: 'base64' }),
  signingKeyId: Id,
});

/** The sums of a participant, to the owner; its key is the study. */
export const releasedSums = {
  kind: 'study.sums',
  name: { zh: '研究的汇总', en: 'sums of a study' },
  schema: Released,
} as const satisfies DeliveryKind;

/**
 * Whether a study can still be registered in advance. A number of the whole organisation, of which nothing is told but whether
 * it is 0.
 */
export const laterAnswers = {
  kind: 'study.later_answers',
  params: Exactly({ studyId: Id }),
  answer: Type.Integer({ minimum: 0 }),
} as const satisfies EnquiryKind;
