import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { ClientStatusTag, RiskTag } from './client-tags.tsx';
import type { ClientItemView } from './queries.ts';
import { useSiteNames } from '../organisations/public.ts';
import { useClassNames } from './use-class-names.ts';
import styles from './clients.module.css';

interface Listed {
  readonly clients: readonly ClientItemView[];
}

/** On wide screens. */
export function ClientTable({ clients }: Listed) {
  const { t } = useTranslation('clients');
  const { age, instant } = useFormats();
  const siteNameOf = useSiteNames();
  const { namesOf } = useColleagues();
  const classNameOf = useClassNames();
  return (
    <div className="wide-only section">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{t('client.name')}</th>
            <th scope="col">{t('client.age')}</th>
            <th scope="col">{t('client.place')}</th>
            <th scope="col">{t('client.riskLevel')}</th>
            <th scope="col">{t('client.status')}</th>
            <th scope="col">{t('client.workers')}</th>
            <th scope="col">{t('client.updated')}</th>
          </tr>
        </thead>
        <tbody>
          {clients.map(
            ({ id, name, birthDate, sex, siteId, classId, riskLevel, status, workerIds, updatedAt }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to="/clients/$clientId" params={{ clientId: id }}>
                    {name}
                  </Link>
                </th>
                <td>
                  {[age(birthDate), sex === null ? undefined : t(`client.sexes.${sex}`)]
                    .filter(Boolean)
                    .join(' · ')}
                </td>
                <td>{classNameOf(classId) ?? siteNameOf(siteId)}</td>
                <td>
                  <RiskTag level={riskLevel} />
                </td>
                <td>
                  <ClientStatusTag status={status} />
                </td>
                <td>{namesOf(workerIds)}</td>
                <td className="quiet small">{instant(updatedAt)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

/** On phones. */
export function ClientCards({ clients }: Listed) {
  const { t } = useTranslation('clients');
  const { age } = useFormats();
  const siteNameOf = useSiteNames();
  const classNameOf = useClassNames();
  return (
    <ul className={styles['cards']}>
      {clients.map(({ id, name, birthDate, sex, classId, siteId, riskLevel, status }) => (
        <li key={id}>
          <Link to="/clients/$clientId" params={{ clientId: id }} className={styles['card-link']}>
            <span className="row">
              <strong>{name}</strong>
              <span className="quiet">
                {[age(birthDate), sex === null ? undefined : t(`client.sexes.${sex}`)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span className="quiet">{classNameOf(classId) ?? siteNameOf(siteId)}</span>
            <span className="row">
              <RiskTag level={riskLevel} />
              <ClientStatusTag status={status} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
