import { useFormats } from '../base/formats.ts';
import type { StudyView } from './queries.ts';

/** Names of a study's participants in the reader's language. */
export function useParticipantNames(study: StudyView): (organisationId: string) => string {
  const { inLanguage } = useFormats();
  return (organisationId) => {
    const participant = study.protocol.participants.find((one) => one.organisationId === organisationId);
    return participant === undefined ? organisationId : inLanguage(participant.name, participant.nameEn);
  };
}
