import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type ReactNode, useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadDraftKey, ReadMe, SignOut } from '../../contract/identity.ts';
import { chooseLanguage } from '../base/words.ts';
import { SignInForm, SignInPage } from '../identity/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { call } from '../base/api.ts';
import { DraftBox, type RenamedField } from '../base/drafts.ts';
import { leaveWarning } from '../base/leave-warning.ts';
import { isProblem } from '../base/problem.ts';
import { type MeView, SessionContext } from '../base/session-context.ts';
import { sessionExpiry } from '../base/session-expiry.ts';
import styles from './frame.module.css';

const meKey = ['me'] as const;

interface GateProps {
  /** of all forms, for drafts of earlier versions */
  readonly renamedFields: readonly RenamedField[];
  readonly children: ReactNode;
}

/** Shows the pages to whoever is signed in, else the sign-in; an ended session is renewed over the page. */
export function SessionGate({ renamedFields, children }: GateProps) {
  const queryClient = useQueryClient();
  const isExpired = useSyncExternalStore(sessionExpiry.subscribe, sessionExpiry.isExpired);
  const me = useQuery({ queryKey: meKey, queryFn: () => call(ReadMe, {}), staleTime: Infinity });
  const known = me.data;

  const welcome = useCallback(
    (signedIn: MeView) => {
      // another person at the same screen must not find the first one's page
      if (known !== undefined && known.user.id !== signedIn.user.id) {
        leaveWarning.leaveUnasked();
        return;
      }
      queryClient.setQueryData(meKey, signedIn);
      sessionExpiry.renew();
      void queryClient.invalidateQueries();
    },
    [known, queryClient],
  );
  const drafts = useDraftBox(known?.user.id, renamedFields);
  const session = useMemo(
    () =>
      known === undefined || drafts.data === undefined
        ? undefined
        : {
            me: known,
            drafts: drafts.data,
            may: (permission: keyof MeView['permissions']) => known.permissions[permission] !== undefined,
            signOut: async () => {
              await call(SignOut, {}).catch((error: unknown) => {
                if (!isProblem(error, 'not_signed_in')) throw error;
              });
              // whoever was asked already is not asked a second time
              leaveWarning.leaveUnasked();
            },
          },
    [known, drafts.data],
  );
  const language = known?.user.language;
  useEffect(() => {
    if (language !== undefined) void chooseLanguage(language);
  }, [language]);

  if (session === undefined) {
    if (isExpired || isProblem(me.error, 'not_signed_in')) return <SignInPage onSignedIn={welcome} />;
    const failed = [me, drafts].find(({ error }) => error !== null);
    if (failed !== undefined) {
      return (
        <main className={styles['content']}>
          <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
        </main>
      );
    }
    return <LoadingState />;
  }
  return (
    <SessionContext value={session}>
      {children}
      <SignInAgain isOpen={isExpired} username={session.me.user.username} onSignedIn={welcome} />
    </SessionContext>
  );
}

/** Opened once for each person: nothing is drawn before it, so that every form finds its draft. */
function useDraftBox(userId: string | undefined, renamedFields: readonly RenamedField[]) {
  return useQuery({
    queryKey: ['draft-box', userId],
    queryFn: async () => {
      const { key } = await call(ReadDraftKey, {});
      return DraftBox.open(localStorage, userId ?? '', key, Date.now(), renamedFields);
    },
    enabled: userId !== undefined,
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
  });
}

function SignInAgain(props: { isOpen: boolean; username: string; onSignedIn: (me: MeView) => void }) {
  const { t } = useTranslation('identity');
  return (
    <Modal
      open={props.isOpen}
      title={t('signIn.again')}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
    >
      <p>{t('signIn.againHint')}</p>
      {props.isOpen && <SignInForm username={props.username} onSignedIn={props.onSignedIn} />}
    </Modal>
  );
}
