import { useTranslation } from 'react-i18next';
import { levels, modulesInOrder, type Playbook } from '../../domain/playbooks/playbook.ts';
import { useFormats } from '../base/formats.ts';
import { useInstruments } from '../measures/public.ts';
import { Definitions } from '../ui/definitions.tsx';
import { FigureTable } from '../ui/figure-table.tsx';
import { Section } from '../ui/section.tsx';
import { SessionGuide } from './session-guide.tsx';
import { usePartWords } from './use-part-words.ts';
import styles from './playbooks.module.css';

/** All that a playbook says, in the order of its sessions. */
export function PlaybookText({ playbook }: { playbook: Playbook }) {
  const { t } = useTranslation('playbooks');
  const { textOf } = useFormats();
  const { moduleTitle } = usePartWords([playbook]);
  return (
    <>
      <Overview playbook={playbook} />
      <SessionIndex playbook={playbook} />
      {playbook.sessions.map((session) => (
        <section
          key={session.id}
          id={session.id}
          className={`section ${styles['session']}`}
          aria-labelledby={`${session.id}-title`}
        >
          <div className="section-head">
            <h2 id={`${session.id}-title`}>
              {t('session.week', { n: session.week })} · {textOf(session.title)}
            </h2>
            <span className="quiet">
              {moduleTitle(session.module)} · {t('session.minutes', { n: session.minutes })}
            </span>
          </div>
          <SessionGuide session={session} isWhole />
        </section>
      ))}
    </>
  );
}

function Overview({ playbook }: { playbook: Playbook }) {
  const { t } = useTranslation('playbooks');
  const { textOf } = useFormats();
  const { titleOf } = useInstruments();
  const peopleOf = (people: { from: number; to: number }) =>
    people.to === 1 ? t('playbook.oneByOne') : t('playbook.people', people);
  return (
    <Section title={t('playbook.levels')}>
      <Definitions
        isWide
        rows={[
          { term: t('playbook.ages'), value: t('playbook.agesText', playbook.ages) },
          { term: t('playbook.measures'), value: playbook.measures.map(titleOf).join(t('state.comma')) },
        ]}
      />
      <div className={styles['triple']}>
        {levels.map((level) => {
          const { title, participants, who, how } = playbook.levels[level];
          return (
            <div key={level} className="stack-tight">
              <h3>
                {textOf(title)} <span className="quiet">{peopleOf(participants)}</span>
              </h3>
              <p>
                {t('playbook.who')}
                {textOf(who)}
              </p>
              <p>
                {t('playbook.how')}
                {textOf(how)}
              </p>
            </div>
          );
        })}
      </div>
      <h3>{t('playbook.modules')}</h3>
      <div className={styles['triple']}>
        {modulesInOrder(playbook).map((code) => {
          const plan = playbook.modules[code];
          if (plan === undefined) return null;
          return (
            <div key={code} className="stack-tight">
              <h4>{textOf(plan.title)}</h4>
              <p>{textOf(plan.idea)}</p>
            </div>
          );
        })}
      </div>
    </Section>
  );
}

function SessionIndex({ playbook }: { playbook: Playbook }) {
  const { t } = useTranslation('playbooks');
  const { textOf } = useFormats();
  const { moduleTitle } = usePartWords([playbook]);
  return (
    <Section title={t('playbook.sessions')}>
      <FigureTable
        caption={t('playbook.sessions')}
        rows={playbook.sessions}
        keyOf={({ id }) => id}
        label={{
          head: t('playbook.session'),
          render: ({ id, week, title }) => (
            <a href={`#${id}`}>
              {t('session.week', { n: week })} · {textOf(title)}
            </a>
          ),
        }}
        columns={[
          {
            key: 'module',
            head: t('playbook.module'),
            render: ({ module }) => moduleTitle(module),
          },
          {
            key: 'minutes',
            head: t('playbook.length'),
            render: ({ minutes }) => t('session.minutes', { n: minutes }),
          },
        ]}
      />
    </Section>
  );
}
