import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '../../contract/language.ts';
import { languageNames } from '../base/chosen-language.ts';
import { chooseLanguage } from '../base/words.ts';
import styles from '../ui/door.module.css';

/** The page before one is signed in. */
export function Door(props: { title: ReactNode; lead?: ReactNode; children: ReactNode }) {
  const { t, i18n } = useTranslation('identity');
  const other = languages.find((language) => language !== i18n.language) ?? 'en';
  return (
    <main className={styles['door']}>
      <div className={styles['card']}>
        <div className={styles['head']}>
          <img src="/icon.svg" alt={t('product')} />
          <h1>{props.title}</h1>
          {props.lead !== undefined && <p className="quiet">{props.lead}</p>}
        </div>
        {props.children}
        <div className={styles['foot']}>
          <span className="quiet">{t('product')}</span>
          <Button type="link" size="small" lang={other} onClick={() => void chooseLanguage(other)}>
            {languageNames[other]}
          </Button>
        </div>
      </div>
    </main>
  );
}
