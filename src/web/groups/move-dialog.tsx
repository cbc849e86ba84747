import { MoveSession } from '../../contract/groups.ts';
import { call } from '../base/api.ts';
import { DayDialog } from './day-dialog.tsx';
import type { GroupSessionView, GroupView } from './queries.ts';
import { useTranslation } from 'react-i18next';

/** Plans a session for another day. */
export function MoveDialog(props: { group: GroupView; session: GroupSessionView; onClose: () => void }) {
  const { group, session, onClose } = props;
  const { t } = useTranslation('groups');
  return (
    <DayDialog
      title={t('group.move')}
      label={t('group.newDay')}
      initial={session.plannedOn}
      said={t('group.moved')}
      change={(plannedOn) =>
        call(MoveSession, {
          params: { id: group.id, sessionId: session.sessionId },
          version: session.version,
          body: { plannedOn },
        })
      }
      onClose={onClose}
    />
  );
}
