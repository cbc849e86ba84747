import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Playbook } from '../../domain/playbooks/playbook.ts';
import { type Place, readPlace } from '../../domain/playbooks/playbook-parts.ts';
import { useFormats } from '../base/formats.ts';
import { useInstruments } from '../measures/public.ts';
import type { PartWords } from './part-lines.ts';
import { materialsQuery } from './queries.ts';

type Sides = readonly Pick<Playbook, 'sessions' | 'modules' | 'levels'>[];

/** Words for parts and places of these playbooks; the first that knows a session names it. */
export function usePartWords(playbooks: Sides): PartWords & { readonly placeName: (place: Place) => string } {
  const { t } = useTranslation('playbooks');
  const { textOf } = useFormats();
  const { titleOf } = useInstruments();
  const files = useQuery(materialsQuery).data?.items ?? [];
  const sessionTitle = (id: string) => {
    const session = playbooks.flatMap(({ sessions }) => sessions).find((one) => one.id === id);
    const title = session === undefined ? '' : textOf(session.title);
    return title === '' ? t('playbookDraft.newSession') : title;
  };
  const moduleTitle = (code: string) => {
    const plan = playbooks.map(({ modules }) => modules[code]).find((one) => one !== undefined);
    return plan === undefined ? code : textOf(plan.title);
  };
  const placeName = (place: Place): string => {
    const where = readPlace(place);
    switch (where.kind) {
      case 'head':
        return t(`place.${where.part}`);
      case 'schedule':
        return t('place.schedule');
      case 'level': {
        const [first] = playbooks;
        const name = first === undefined ? where.level : textOf(first.levels[where.level].title);
        return t('place.level', { name });
      }
      case 'module':
        return t('place.module', { name: moduleTitle(where.code) });
      case 'session':
        return t('place.ofSession', { session: sessionTitle(where.id), part: t('place.session') });
      case 'session_part':
        return t('place.ofSession', {
          session: sessionTitle(where.id),
          part: t(`place.parts.${where.part}`),
        });
    }
  };
  return {
    textOf,
    sessionTitle,
    moduleTitle,
    placeName,
    minutes: (n) => t('session.minutes', { n }),
    week: (n) => t('session.week', { n }),
    range: ({ from, to }) => `${from} – ${to}`,
    measureTitle: titleOf,
    fileTitle: (id) => files.find((file) => file.id === id)?.title ?? id,
    level: (name) => t(name === 'selective' ? 'session.levels.selective' : 'playbook.indicated'),
  };
}
