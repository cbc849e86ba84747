import { useTranslation } from 'react-i18next';
import { endings, openMatters, type PersonEnd } from '../../domain/clients/endings.ts';
import { useFormats } from '../base/formats.ts';
import styles from './clients.module.css';

/** What a person's end brings with it, told to whoever records it. */
export function Endings({ end }: { end: PersonEnd }) {
  const { t } = useTranslation('clients');
  const { textOf } = useFormats();
  return (
    <div className={styles['endings']}>
      <p className="quiet">{t(`endings.${end}`)}</p>
      <ul>
        {openMatters.map((matter) => (
          <li key={matter}>{textOf(endings[end][matter].why)}</li>
        ))}
      </ul>
    </div>
  );
}
