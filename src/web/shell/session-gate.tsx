import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadDraftKey, ReadMe, SignOut } from '../../contract/identity.ts';
import type { Language } from '../../contract/language.ts';
import { readWords } from '../base/word-files.ts';
import { chooseLanguage } from '../base/words.ts';
import { type DoorWords, focusFirst, signInForm } from '../door/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { call } from '../base/api.ts';
import { DraftBox, type RenamedField } from '../base/drafts.ts';
import { leaveWarning } from '../base/leave-warning.ts';
import { isProblem } from '../base/problem.ts';
import { type MeView, SessionContext } from '../base/session-context.ts';
import { sessionExpiry } from '../base/session-expiry.ts';
import styles from './frame.module.css';

/** Of who is signed in. */
export const meKey = ['me'] as const;
/** Of the key that seals this person's drafts. */
export const draftKeyKey = ['draft-key'] as const;

interface GateProps {
  /** of all forms, for drafts of earlier versions */
  readonly renamedFields: readonly RenamedField[];
  readonly children: ReactNode;
}

/** Shows the pages to whoever is signed in; whose session ended meanwhile renews it over the page. */
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
  const drafts = useQuery(draftBoxQuery(queryClient, known?.user.id, renamedFields));
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
  useLanguageOf(known);
  // opened without a connection, nobody is signed in once there is one; or the session ended before the page was there
  const isAtDoor = session === undefined && isExpired;
  useEffect(() => {
    if (isAtDoor) window.location.reload();
  }, [isAtDoor]);

  if (session === undefined) {
    const failed = isAtDoor ? undefined : [me, drafts].find(({ error }) => error !== null);
    if (failed === undefined) return <LoadingState />;
    return (
      <main className={styles['content']}>
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      </main>
    );
  }
  return (
    <SessionContext value={session}>
      {children}
      <SignInAgain isOpen={isExpired} username={session.me.user.username} onSignedIn={welcome} />
    </SessionContext>
  );
}

function useLanguageOf(me: MeView | undefined): void {
  const language = me?.user.language;
  useEffect(() => {
    if (language !== undefined) void chooseLanguage(language);
  }, [language]);
}

/** Opened once for each person: nothing is drawn before it, so that every form finds its draft. */
export function draftBoxQuery(
  queryClient: QueryClient,
  userId: string | undefined,
  renamedFields: readonly RenamedField[],
) {
  return queryOptions({
    queryKey: ['draft-box', userId],
    queryFn: async () => {
      const { key } = await queryClient.ensureQueryData({
        queryKey: draftKeyKey,
        queryFn: () => call(ReadDraftKey, {}),
      });
      return DraftBox.open(localStorage, userId ?? '', key, Date.now(), renamedFields);
    },
    enabled: userId !== undefined,
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
  });
}

function SignInAgain(props: { isOpen: boolean; username: string; onSignedIn: (me: MeView) => void }) {
  const { t } = useTranslation('shell');
  return (
    <Modal
      open={props.isOpen}
      title={t('signInAgain.title')}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
    >
      <p>{t('signInAgain.hint')}</p>
      {props.isOpen && <SignInHere username={props.username} onSignedIn={props.onSignedIn} />}
    </Modal>
  );
}

/** The form of the door, within a page. */
function SignInHere({ username, onSignedIn }: { username: string; onSignedIn: (me: MeView) => void }) {
  const { i18n } = useTranslation('shell');
  const place = useRef<HTMLDivElement>(null);
  const words = useQuery({
    queryKey: ['door-words', i18n.language],
    queryFn: async () => (await readWords(i18n.language as Language, 'door')) as DoorWords,
  });
  useEffect(() => {
    if (place.current === null || words.data === undefined) return;
    const form = signInForm({ words: words.data, username, onSignedIn });
    place.current.replaceChildren(form);
    focusFirst(form);
  }, [words.data, username, onSignedIn]);
  return <div ref={place} />;
}
