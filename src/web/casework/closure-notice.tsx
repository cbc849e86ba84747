import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { WithdrawClosure } from '../../contract/closures.ts';
import { lifecycle } from '../../domain/casework/lifecycle.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { Section } from '../ui/section.tsx';
import { ClosureWords } from './closure-words.tsx';
import type { CaseView, ClosureRequestView } from './queries.ts';
import { useClosureChange } from './use-closure-change.ts';

/** On top of a case that somebody asked to be closed: that it waits, or why it came back. */
export function ClosureNotice({ view, onDecide }: { view: CaseView; onDecide: () => void }) {
  const { t } = useTranslation('casework');
  const { instant } = useFormats();
  const { may } = useSession();
  const { nameOf } = useColleagues();
  const [request] = view.closureRequests;
  const isOver = lifecycle[view.status].phase === 'ended';
  if (request === undefined || isOver || !(request.status === 'open' || request.status === 'returned'))
    return null;
  const isOpen = request.status === 'open';
  return (
    <Section
      title={t(isOpen ? 'closure.waits' : 'closure.cameBack')}
      action={
        isOpen && (
          <span className="row">
            {may('case.close') && <Button onClick={onDecide}>{t('closure.decide')}</Button>}
            {may('case.write') && !may('case.close') && <WithdrawButton request={request} />}
          </span>
        )
      }
    >
      <p className="quiet small">
        {t('closure.askedBy', { name: nameOf(request.requestedBy), time: instant(request.requestedAt) })}
      </p>
      <ClosureWords request={request} />
    </Section>
  );
}

function WithdrawButton({ request }: { request: ClosureRequestView }) {
  const { t } = useTranslation('casework');
  const withdraw = useClosureChange<void>({
    change: () => call(WithdrawClosure, { params: { id: request.id } }),
    said: () => t('closure.withdrawn'),
    onDone: () => undefined,
  });
  return (
    <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
      {t('closure.withdraw')}
    </Button>
  );
}
