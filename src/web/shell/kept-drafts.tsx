import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, DraftBox, Outgoing } from '../base/drafts.ts';
import { deliver } from '../base/outgoing.ts';
import { Problem } from '../base/problem.ts';
import { useSession } from '../base/session-context.ts';

/** What was sent without a connection before the page was opened anew goes on from here, and says what became of it. */
export function KeptDrafts() {
  const { t } = useTranslation('shell');
  const { drafts } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const list = useSyncExternalStore(drafts.subscribe, drafts.list);
  useEffect(() => {
    for (const draft of drafts.list()) {
      if (isOutgoing(draft)) {
        void deliverKept(drafts, draft, queryClient, () => void message.success(t('draft.delivered')));
      }
    }
    // once for each person: what is sent later is seen to by its form
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [drafts]);
  const waiting = list.filter(isOutgoing).length;
  return (
    <>
      {waiting > 0 && (
        <output className="notice notice-warning">{t('draft.waitingElsewhere', { n: waiting })}</output>
      )}
      {list.flatMap(({ id, refusal, page }) =>
        refusal === undefined ? (
          []
        ) : (
          <div key={id} className="notice notice-danger" role="alert">
            <span>{t('draft.refused', { reason: refusal })}</span>
            <Button size="small" href={page}>
              {t('draft.openPage')}
            </Button>
            <Button size="small" onClick={() => drafts.drop(id)}>
              {t('draft.discard')}
            </Button>
          </div>
        ),
      )}
    </>
  );
}

async function deliverKept(
  drafts: DraftBox,
  draft: Draft & { outgoing: Outgoing },
  queryClient: QueryClient,
  onDelivered: () => void,
): Promise<void> {
  try {
    await deliver(drafts, draft);
    onDelivered();
    await queryClient.invalidateQueries();
  } catch (error) {
    // typed on or given up meanwhile: the form has it
    if (!(error instanceof Problem) || !drafts.isWaiting(draft.id)) return;
    const { outgoing: _, ...kept } = draft;
    drafts.keep({ ...kept, refusal: error.title });
  }
}

function isOutgoing(draft: Draft): draft is Draft & { outgoing: Outgoing } {
  return draft.outgoing !== undefined;
}
