import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HelperView } from '../../contract/helpers.ts';
import { clockTimeIn } from '../../domain/calendar/clock-time.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { helperQuery } from './queries.ts';

interface HelpersLineProps {
  readonly helpers: readonly HelperView[];
  /** undefined: not for this reader to say */
  readonly onWithdraw?: ((helper: HelperView) => void) | undefined;
}

/** Who helped at a contact or a session, and when. */
export function HelpersLine({ helpers, onWithdraw }: HelpersLineProps) {
  const { t } = useTranslation('volunteers');
  if (helpers.length === 0) return null;
  return (
    <div className="small">
      <span className="quiet">{t('helpers.helped')}</span>
      <ul className="items">
        {helpers.map((helper) => (
          <HelperItem key={helper.id} helper={helper} onWithdraw={onWithdraw} />
        ))}
      </ul>
    </div>
  );
}

function HelperItem({ helper, onWithdraw }: Omit<HelpersLineProps, 'helpers'> & { helper: HelperView }) {
  const { t } = useTranslation('volunteers');
  const { may } = useSession();
  const { zone } = useFormats();
  const [from, until] = [clockTimeIn(zone, helper.from), clockTimeIn(zone, helper.until)];
  const { data } = useQuery({
    ...helperQuery(helper.volunteerId, from.slice(0, 'YYYY-MM-DD'.length)),
    enabled: may('helper.find'),
  });
  const name = data === undefined ? '…' : (data.name ?? t('nameless'));
  const time = (clock: string) => clock.slice('YYYY-MM-DDT'.length);
  return (
    <li className="row">
      <span>
        <bdi>{name}</bdi> {data !== undefined && <span className="quiet">{spacedNumber(data.number)}</span>}{' '}
        <span className="figures">
          {time(from)}–{time(until)}
        </span>
      </span>
      {onWithdraw !== undefined && (
        <Popconfirm
          title={t('helpers.withdrawSure', { name })}
          description={t('helpers.withdrawHint')}
          onConfirm={() => onWithdraw(helper)}
        >
          <Button
            size="small"
            type="link"
            aria-label={t('action.of', { action: t('helpers.withdraw'), whose: name })}
          >
            {t('helpers.withdraw')}
          </Button>
        </Popconfirm>
      )}
    </li>
  );
}
