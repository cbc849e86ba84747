import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { Static } from 'typebox';
import { useTranslation } from 'react-i18next';
import type { AuditItem } from '../../contract/organisations.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues, useRoleWords } from '../identity/public.ts';
import { useAuditWords } from './use-audit-words.ts';

type Row = Static<typeof AuditItem>;

/** Before a sign-in nobody is there: whoever signed in did it. */
function doerOf({ actor, action, subjectIds }: Row): string | null {
  return action === 'session.start' ? (subjectIds[0] ?? actor) : actor;
}

export function AuditRows({ items }: { items: readonly Row[] }) {
  const { t } = useTranslation('audit');
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  const roleWords = useRoleWords();
  const { actionOf } = useAuditWords();
  return (
    <ul className="items">
      {items.map((row) => (
        <li key={row.id} className="item">
          <div className="item-main">
            <strong>{doerOf(row) === null ? t('state.system') : nameOf(doerOf(row) ?? '')}</strong>{' '}
            {actionOf(row.action)}
            <p className="quiet small">
              <Subjects row={row} />
              {row.rolesAfter !== undefined &&
                ` · ${row.rolesBefore === undefined ? '' : `${roleWords(row.rolesBefore)} → `}${roleWords(row.rolesAfter)}`}
            </p>
          </div>
          <time className="quiet small" dateTime={row.at}>
            {instant(row.at)}
          </time>
        </li>
      ))}
    </ul>
  );
}

/** more than these are counted */
const NAMED_AT_MOST = 3;

/** By name, with a way there where the reader may see it; else the kind and how many. An auditor reads no client. */
function Subjects({ row: { subjectKind, subjectIds } }: { row: Row }) {
  const { t } = useTranslation('audit');
  const { me, may } = useSession();
  const { nameOf } = useColleagues();
  const { kindOf } = useAuditWords();
  const kind = kindOf(subjectKind);
  const findName = (id: string): string | undefined => {
    if (subjectKind === 'account') return nameOf(id) === '—' ? undefined : nameOf(id);
    if (subjectKind === 'site') return me.sites.find((site) => site.id === id)?.name;
    return subjectKind === 'organisation' && id === me.organisation.id ? me.organisation.name : undefined;
  };
  const names = subjectIds.map(findName);
  const areNamed = names.length > 0 && names.length <= NAMED_AT_MOST && !names.includes(undefined);
  if (areNamed) return t('audit.subjectNames', { kind, names: names.join(t('state.comma')) });
  const [clientId] = subjectIds;
  const isOneClient = subjectKind === 'client' && subjectIds.length === 1 && may('client.read');
  return (
    <Fragment>
      {isOneClient ? (
        <Link to="/clients/$clientId" params={{ clientId: clientId ?? '' }}>
          {kind}
        </Link>
      ) : (
        t('audit.subjects', { kind, n: subjectIds.length })
      )}
    </Fragment>
  );
}
