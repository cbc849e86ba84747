import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../base/problem.ts';

/** Where a number was refused because somebody on record has it: the way there. */
export function HolderLink({ error }: { error: unknown }) {
  const { t } = useTranslation('clients');
  if (!isProblem(error, 'id_number_held') || error.holderId === undefined) return null;
  return (
    <p>
      <Link to="/clients/$clientId" params={{ clientId: error.holderId }}>
        {t('duplicate.openHolder')}
      </Link>
    </p>
  );
}
