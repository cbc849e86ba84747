import type { BodyOf } from '../../contract/operation.ts';
import type { CreateStudy } from '../../contract/studies.ts';
import type { Instrument } from '../../domain/scoring/instrument.ts';
import { findShippedInstrument } from '../../domain/scoring/shipped-instruments.ts';
import { type Participant, PLANNED_MODEL, type StudyProtocol } from '../../domain/studies/protocol.ts';
import type { SampleSize, SizeAssumptions } from '../../domain/studies/sample-size.ts';
import type { StudyScales } from '../../domain/studies/study-results.ts';
import { findOrganisation, getOrganisation } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import { getPlaybook } from '../playbooks/public.ts';

export type StudyPlan = Omit<BodyOf<typeof CreateStudy>, 'id'>;

/**
 * The protocol of a plan: what the plan names is looked up, what it leaves open is decided.
 * @throws AppError unknown_playbook, unknown_instrument, unknown_scale, unknown_organisation
 */
export async function protocolOf(change: Change, plan: StudyPlan): Promise<StudyProtocol> {
  await getPlaybook(change, plan.playbookId, '/playbookId');
  requireScale(plan.primaryOutcome);
  const { organisation } = await getOrganisation(change);
  const codes = plan.participantCodes ?? [organisation.code];
  return {
    title: plan.title,
    titleEn: plan.titleEn ?? null,
    question: plan.question,
    questionEn: plan.questionEn ?? null,
    playbookId: plan.playbookId,
    arms: plan.arms,
    armsEn: plan.armsEn ?? null,
    allocation: plan.allocation,
    waves: ['baseline', 'post'],
    primaryOutcome: plan.primaryOutcome,
    changeBasis: { reliability: plan.reliability, sd: plan.sd },
    sampleSize: plan.sampleSize == null ? null : await sizeOf(plan.sampleSize),
    model: PLANNED_MODEL,
    participants: await findParticipants(change, codes),
    smallestCount: organisation.suppressBelow,
  };
}

/** The plan that a protocol was made of, for changing parts of it. */
export function planOf(protocol: StudyProtocol): StudyPlan {
  return {
    title: protocol.title,
    titleEn: protocol.titleEn,
    question: protocol.question,
    questionEn: protocol.questionEn,
    playbookId: protocol.playbookId,
    arms: protocol.arms,
    armsEn: protocol.armsEn ?? null,
    allocation: protocol.allocation,
    primaryOutcome: protocol.primaryOutcome,
    reliability: protocol.changeBasis.reliability,
    sd: protocol.changeBasis.sd,
    sampleSize: assumptionsOf(protocol),
    participantCodes: protocol.participants.map(({ code }) => code),
  };
}

/** The power of tests is read when somebody first asks: a start does not wait for it. */
async function sizeOf(assumptions: SizeAssumptions): Promise<SampleSize> {
  const { sampleSize } = await import('../../domain/studies/sample-size.ts');
  return sampleSize(assumptions);
}

function assumptionsOf({ sampleSize }: StudyProtocol): SizeAssumptions | null {
  if (sampleSize == null) return null;
  const { classesPerArm: _computed, ...assumptions } = sampleSize;
  return assumptions;
}

/** @throws AppError unknown_instrument, unknown_scale */
function requireScale({ instrumentId, scale }: StudyPlan['primaryOutcome']): void {
  const instrument = findShippedInstrument(instrumentId);
  if (instrument === undefined) {
    const field = {
      path: '/primaryOutcome/instrumentId',
      code: 'unknown_instrument' as const,
      parameters: { id: instrumentId },
    };
    throw new AppError('unknown_instrument', { parameters: { id: instrumentId }, fields: [field] });
  }
  if (!instrument.scales.some(({ id }) => id === scale)) {
    const field = { path: '/primaryOutcome/scale', code: 'unknown_scale' as const };
    throw new AppError('unknown_scale', { fields: [field] });
  }
}

async function findParticipants(change: Change, codes: readonly string[]): Promise<Participant[]> {
  const found = await change.all(...codes.map((code) => findOrganisation({ code })));
  return codes.map((code, position) => {
    const row = found[position]?.[0];
    if (row === undefined) {
      const parameters = { code };
      const path = `/participantCodes/${position}`;
      const field = { path, code: 'unknown_organisation' as const, parameters };
      throw new AppError('unknown_organisation', { parameters, fields: [field] });
    }
    const { id: organisationId, name, name_en: nameEn, region_code: regionCode } = row;
    return { organisationId, code, name, nameEn, regionCode };
  });
}

/** Scales of the instrument of the primary outcome. @throws AppError unknown_instrument */
export function scalesOf({ primaryOutcome }: StudyProtocol): StudyScales {
  const { instrumentId: id, scale } = primaryOutcome;
  const instrument: Instrument | undefined = findShippedInstrument(id);
  if (instrument === undefined) throw new AppError('unknown_instrument', { parameters: { id } });
  const own = instrument.scales.find((known) => known.id === scale);
  return {
    ids: instrument.scales.map((known) => known.id),
    direction: own?.betterWhen === 'lower' ? 'down' : 'up',
  };
}
