import { Link } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { ClientStatusTag, RiskTag } from './client-tags.tsx';
import type { ClientColumn } from './list-view.ts';
import type { ListedClientView } from './queries.ts';
import { useSiteNames } from '../organisations/public.ts';
import { useClassNames } from './use-class-names.ts';
import styles from './clients.module.css';

interface Listed {
  readonly clients: readonly ListedClientView[];
}

interface TableProps extends Listed {
  readonly columns: readonly ClientColumn[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** On wide screens. */
export function ClientTable({ clients, columns, chosen, onChoose }: TableProps) {
  const { t } = useTranslation('clients');
  const cellOf = useCells();
  const all = clients.every(({ id }) => chosen.has(id));
  const choose = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) next[isChosen ? 'add' : 'delete'](id);
    onChoose(next);
  };
  return (
    <div className="section">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">
              <Checkbox
                aria-label={t('list.chooseAll')}
                checked={all}
                indeterminate={!all && clients.some(({ id }) => chosen.has(id))}
                onChange={({ target }) =>
                  choose(
                    clients.map(({ id }) => id),
                    target.checked,
                  )
                }
              />
            </th>
            <th scope="col">{t('client.name')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`list.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {clients.map((client) => (
            <tr key={client.id}>
              <td>
                <Checkbox
                  aria-label={t('list.choose', { name: client.name })}
                  checked={chosen.has(client.id)}
                  onChange={({ target }) => choose([client.id], target.checked)}
                />
              </td>
              <th scope="row">
                <Link to="/clients/$clientId" params={{ clientId: client.id }}>
                  {client.name}
                </Link>
              </th>
              {columns.map((column) => (
                <td key={column}>{cellOf[column](client)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useCells(): Readonly<Record<ClientColumn, (client: ListedClientView) => ReactNode>> {
  const { t } = useTranslation('clients');
  const { age, instant, dayOf } = useFormats();
  const siteNameOf = useSiteNames();
  const { namesOf } = useColleagues();
  const classNameOf = useClassNames();
  return {
    age: ({ birthDate, sex }) =>
      [age(birthDate), sex === null ? undefined : t(`client.sexes.${sex}`)].filter(Boolean).join(' · '),
    place: ({ classId, siteId }) => classNameOf(classId) ?? siteNameOf(siteId),
    risk: ({ riskLevel }) => <RiskTag level={riskLevel} />,
    status: ({ status }) => <ClientStatusTag status={status} />,
    workers: ({ workerIds }) => namesOf(workerIds),
    // a search does not ask for it
    lastContact: ({ lastContactAt }) => (
      <span className="small">
        {lastContactAt === undefined ? '' : lastContactAt === null ? t('list.never') : dayOf(lastContactAt)}
      </span>
    ),
    updated: ({ updatedAt }) => <span className="quiet small">{instant(updatedAt)}</span>,
  };
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
