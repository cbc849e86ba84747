import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CorrectEncounter } from '../../contract/encounters.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { FilesOf } from '../files/public.ts';
import { correctableEncounter, type EncounterContent, encounterContentOf, type Line } from './correctable.ts';
import { CorrectionDialog } from './correction-dialog.tsx';
import { CorrectedTag, Corrections } from './corrections.tsx';
import { EncounterFields } from './encounter-fields.tsx';
import type { EncounterView } from './queries.ts';
import { EncounterHelpers } from './encounter-helpers.tsx';
import { TimelineEntry } from './timeline-entry.tsx';

/** A contact in the story of a case, as it stands after its corrections. */
export function EncounterEntry({ encounter }: { encounter: EncounterView }) {
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const { instant } = useFormats();
  const linesOf = useEncounterLines();
  const [isCorrecting, setCorrecting] = useState(false);
  const subject = correctableEncounter(encounter);
  const what = `${t(`encounter.kinds.${encounter.kind}`)} ${instant(encounter.occurredAt)}`;
  return (
    <TimelineEntry
      title={t(`encounter.kinds.${encounter.kind}`)}
      extra={
        <>
          <span className="quiet">{t('encounter.minutesOf', { n: encounter.minutes })}</span>
          <CorrectedTag version={encounter.version} />
        </>
      }
      at={encounter.occurredAt}
      recordedAt={encounter.createdAt}
      recordedBy={encounter.recordedBy}
    >
      {encounter.note !== '' && <p className="prose">{encounter.note}</p>}
      <AgreedStep encounter={encounter} />
      <EncounterHelpers encounter={encounter} what={what} />
      <FilesOf
        owner={{ kind: 'encounter', ownerId: encounter.id }}
        recordId={encounter.caseId}
        of={t(`encounter.kinds.${encounter.kind}`)}
        mayAdd={may('encounter.create')}
      />
      <Corrections
        of={subject}
        recordedBy={encounter.recordedBy}
        what={what}
        linesOf={linesOf}
        onCorrect={() => setCorrecting(true)}
      />
      {isCorrecting && <CorrectEncounterDialog encounter={encounter} onClose={() => setCorrecting(false)} />}
    </TimelineEntry>
  );
}

/** What was to come next, as it was agreed then; whether it was done, other entries tell. */
function AgreedStep({ encounter: { nextStep, nextStepOn } }: { encounter: EncounterView }) {
  const { t } = useTranslation('casework');
  const { day } = useFormats();
  if (nextStep === null && nextStepOn === null) return null;
  const what = nextStep ?? t('nextStep.unnamed');
  return (
    <p className="small">
      {nextStepOn === null
        ? t('nextStep.someDay', { what })
        : t('nextStep.planned', { what, day: day(nextStepOn) })}
    </p>
  );
}

function CorrectEncounterDialog({ encounter, onClose }: { encounter: EncounterView; onClose: () => void }) {
  const { t } = useTranslation('casework');
  const linesOf = useEncounterLines();
  return (
    <CorrectionDialog<EncounterContent, EncounterView>
      title={t('correction.title', { what: t('record.kinds.encounter') })}
      caseId={encounter.caseId}
      subject={correctableEncounter(encounter)}
      words={{ note: t('encounter.note') }}
      send={(draft, { version, reason, ...entered }) =>
        draft.send(CorrectEncounter, {
          params: { id: encounter.id },
          version,
          body: { id: draft.id, ...entered, reason },
        })
      }
      contentOf={encounterContentOf}
      correctableOf={correctableEncounter}
      linesOf={linesOf}
      onClose={onClose}
    >
      <EncounterFields />
    </CorrectionDialog>
  );
}

function useEncounterLines(): (content: EncounterContent) => Line[] {
  const { t } = useTranslation('casework');
  const { instant } = useFormats();
  return ({ kind, occurredAt, minutes, note }) => [
    { label: t('encounter.kind'), text: t(`encounter.kinds.${kind}`) },
    { label: t('record.occurredAt'), text: instant(occurredAt) },
    { label: t('encounter.minutes'), text: String(minutes) },
    { label: t('encounter.note'), text: note === '' ? t('state.emptyText') : note },
  ];
}
