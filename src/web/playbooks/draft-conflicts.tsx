import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mergePlaybooks } from '../../domain/playbooks/merge-playbooks.ts';
import type { Place } from '../../domain/playbooks/playbook-parts.ts';
import { Section } from '../ui/section.tsx';
import { DifferenceList } from './difference-list.tsx';
import { type DraftView, playbookQuery } from './queries.ts';
import { usePlaybooks } from './use-playbooks.ts';

interface Source {
  readonly baseId: string;
  readonly fromId: string;
  readonly places?: readonly Place[];
}

/** What a proposal or a newer version says at places that this model had changed itself: nobody merged it. */
export function DraftConflicts({ draft }: { draft: DraftView }) {
  const { find } = usePlaybooks();
  const earlierBase = find(draft.startsFrom)?.basedOn ?? null;
  const isUpdate = draft.basedOn !== null && earlierBase !== null && earlierBase !== draft.basedOn;
  const sources: Source[] = [
    ...draft.proposals.map(({ baseId, fromId, places }) => ({ baseId, fromId, places })),
    ...(isUpdate ? [{ baseId: earlierBase, fromId: draft.basedOn ?? '' }] : []),
  ];
  return sources.map((source) => (
    <SourceConflicts key={`${source.baseId} ${source.fromId}`} draft={draft} source={source} />
  ));
}

function SourceConflicts({ draft, source }: { draft: DraftView; source: Source }) {
  const { t } = useTranslation('playbooks');
  const [base, from] = useQueries({
    queries: [playbookQuery(source.baseId), playbookQuery(source.fromId)],
  });
  if (base.data === undefined || from.data === undefined) return null;
  const { conflicts } = mergePlaybooks(draft.content, base.data, from.data, source.places);
  if (conflicts.length === 0) return null;
  return (
    <Section title={t('playbookDraft.conflicts')}>
      <DifferenceList before={draft.content} after={from.data} only={conflicts} />
    </Section>
  );
}
