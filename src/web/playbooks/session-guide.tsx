import { useTranslation } from 'react-i18next';
import type { Texts } from '../../domain/language.ts';
import type { Session } from '../../domain/playbooks/playbook.ts';
import { useFormats } from '../base/formats.ts';
import { SessionFiles } from './session-files.tsx';
import styles from './playbooks.module.css';

/** How to hold a session: aims, materials, steps with their minutes; whole: key points and adjustments too. */
export function SessionGuide({ session, isWhole = false }: { session: Session; isWhole?: boolean }) {
  const { t } = useTranslation('playbooks');
  const { textOf } = useFormats();
  return (
    <>
      <h3>{t('playbook.aims')}</h3>
      <TextList texts={session.aims} />
      <h3>{t('playbook.materials')}</h3>
      <TextList texts={session.materials} />
      {session.files !== undefined && session.files.length > 0 && <SessionFiles ids={session.files} />}
      <h3>{t('playbook.steps')}</h3>
      <ol className={styles['steps']}>
        {session.steps.map(({ title, minutes, text }) => (
          <li key={title.zh}>
            <strong>{textOf(title)}</strong>{' '}
            <span className="quiet">{t('session.minutes', { n: minutes })}</span>
            <p className="prose">{textOf(text)}</p>
          </li>
        ))}
      </ol>
      {isWhole && (
        <>
          <h3>{t('playbook.checklist')}</h3>
          <ul className={styles['ticks']}>
            {session.checklist.map(({ id, text }) => (
              <li key={id}>{textOf(text)}</li>
            ))}
          </ul>
          <h3>{t('playbook.adjustments')}</h3>
          <p>
            <strong>{t('session.levels.selective')}</strong> {textOf(session.adjustments.selective)}
          </p>
          <p>
            <strong>{t('playbook.indicated')}</strong> {textOf(session.adjustments.indicated)}
          </p>
        </>
      )}
    </>
  );
}

function TextList({ texts }: { texts: readonly Texts[] }) {
  const { textOf } = useFormats();
  return (
    <ul className={styles['bullets']}>
      {texts.map((text) => (
        <li key={text.zh}>{textOf(text)}</li>
      ))}
    </ul>
  );
}
