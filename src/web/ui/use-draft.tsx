import { Button, type FormInstance } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf, OperationShape } from '../../contract/operation.ts';
import type { CallInput } from '../base/api.ts';
import type { Draft } from '../base/drafts.ts';
import { useFormats } from '../base/formats.ts';
import { newId } from '../base/ids.ts';
import { sendWaiting } from '../base/outgoing.ts';
import { Problem, type ProblemCode } from '../base/problem.ts';
import { useSession } from '../base/session-context.ts';
import styles from './use-draft.module.css';

export interface FormDraft<Values> {
  /** Of what the form creates: stays for repeats and with the draft, so that a form sent twice creates one thing. */
  readonly id: string;
  /**
   * When the form was first sent under this id (RFC 3339): a repeat says the same, until it is refused. Now, until it is read; whatever a form takes from the
   * clock as it is sent is taken from here, or the repeat of a lost answer would be another's words under a taken id.
   */
  readonly sentAt: string;
  /** found when the form was opened, and neither taken nor refused yet */
  readonly offered: Draft<Values> | undefined;
  /** nothing reaches the server: what was sent is kept and sent again */
  readonly isWaiting: boolean;
  readonly keep: () => void;
  readonly drop: () => void;
  readonly restore: () => void;
  /** What is in the form becomes something of its own beside what was saved under the id before. */
  readonly renew: () => void;
  /** As `call`, but without a connection it keeps what is sent, and goes on when there is one. */
  readonly send: <Shape extends OperationShape>(
    shape: Shape,
    input: CallInput<Shape>,
  ) => Promise<AnswerOf<Shape>>;
}

/**
 * Keeps what is typed into a form under the person's and the record's own name, and offers it again later.
 * @param record what the form is about, such as `case.<id>.plan`
 * @param formVersion another one when older values do not fit the form any more
 */
export function useDraft<Values extends object>(
  form: FormInstance<Values>,
  record: string,
  formVersion = 1,
): FormDraft<Values> {
  const { drafts } = useSession();
  const [offered, setOffered] = useState(() => drafts.find<Values>(record, formVersion));
  const [current] = useState(() => creationOf(offered));
  const [isWaiting, setWaiting] = useState(false);
  const draftNow = useCallback(
    (): Draft => ({
      id: current.read(),
      ...current.sent(),
      record,
      formVersion,
      savedAt: Date.now(),
      values: form.getFieldsValue(true),
      page: window.location.pathname,
    }),
    [current, form, formVersion, record],
  );
  const keep = useCallback(() => drafts.keep(draftNow()), [draftNow, drafts]);
  const drop = useCallback(() => {
    drafts.drop(current.read());
    current.renew();
    setOffered(undefined);
  }, [current, drafts]);
  return {
    get id() {
      return current.read();
    },
    get sentAt() {
      return current.send();
    },
    offered,
    isWaiting,
    keep,
    drop,
    restore: () => {
      if (offered !== undefined) form.setFieldsValue(offered.values);
      setOffered(undefined);
    },
    renew: () => {
      const wasKept = drafts.list().some(({ id }) => id === current.read());
      drop();
      if (wasKept) keep();
    },
    send: async (shape, input) => {
      try {
        return await sendWaiting({ drafts, draftNow, onWaiting: setWaiting }, shape, input);
      } catch (error) {
        if (isRefusal(error)) {
          current.forgetSent();
          if (drafts.list().some(({ id }) => id === current.read())) keep();
        }
        throw error;
      }
    },
  };
}

/** Read when something is sent, not when the page was drawn: one tap renews it and sends. */
function creationOf(draft: Pick<Draft, 'id' | 'sentAt'> | undefined) {
  let id = draft?.id ?? newId();
  let sentAt = draft?.sentAt;
  return {
    read: () => id,
    send: () => (sentAt ??= new Date().toISOString()),
    sent: () => (sentAt === undefined ? {} : { sentAt }),
    forgetSent: () => {
      sentAt = undefined;
    },
    renew: () => {
      id = newId();
      sentAt = undefined;
    },
  };
}

/** The server answered and took nothing: the id is free still, and what is sent next is sent for the first time. */
function isRefusal(error: unknown): boolean {
  return error instanceof Problem && !UNDECIDED.has(error.code);
}

/** Nobody knows what became of it, or it stands under the id already. */
const UNDECIDED: ReadonlySet<ProblemCode> = new Set(['network', 'unavailable', 'internal', 'id_taken']);

/** Above a form: what was typed before, or that what was just sent waits for the connection. */
export function DraftOffer<Values>({ draft }: { draft: FormDraft<Values> }) {
  const { t } = useTranslation();
  const { drafts } = useSession();
  const { instant } = useFormats();
  if (draft.isWaiting) {
    return (
      <output className={`${styles['draft-offer']} notice-warning`}>
        {t(drafts.isLasting ? 'draft.waiting' : 'draft.waitingInPage')}
      </output>
    );
  }
  if (draft.offered === undefined) return null;
  return (
    <output className={styles['draft-offer']}>
      <span>{t('draft.found', { time: instant(new Date(draft.offered.savedAt).toISOString()) })}</span>
      <Button size="small" type="primary" onClick={draft.restore}>
        {t('draft.restore')}
      </Button>
      <Button size="small" onClick={draft.drop}>
        {t('draft.discard')}
      </Button>
    </output>
  );
}
