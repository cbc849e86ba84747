import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TransitCase } from '../../contract/casework.ts';
import {
  type CaseStatus,
  caseStatuses,
  lifecycle,
  type Requirement,
} from '../../domain/casework/lifecycle.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import type { CaseDialog, CasePartProps } from './case-header.tsx';
import type { CaseView } from './queries.ts';
import type { StepKind } from './record-dialog.tsx';
import { useCaseChange } from './use-case-change.ts';
import styles from './casework.module.css';

interface Move {
  to: CaseStatus;
  reason?: string;
}

/** Where the case may go from here; what is missing is said, with the way to it. */
export function WhatNext({ view, onOpen }: CasePartProps) {
  const { t } = useTranslation('casework');
  const { textOf } = useFormats();
  const { may } = useSession();
  const [asking, setAsking] = useState<CaseStatus>();
  const move = useCaseChange<Move>({
    change: (body) => call(TransitCase, { params: { id: view.id }, body }),
    said: ({ status }) => t('case.moved', { status: textOf(lifecycle[status].title) }),
    onDone: () => setAsking(undefined),
  });
  if (!may('case.write') || view.next.length === 0) return <div />;
  return (
    <Section title={t('case.whatNext')}>
      <ul>
        {inOrderOfWork(view.status, view.next).map(({ to, missing }) => {
          const rule = lifecycle[view.status].to[to];
          const needs = missing.filter((requirement) => requirement !== 'reason') as Requirement[];
          const asksReason = rule?.requires.includes('reason') === true;
          return (
            <li key={to} className={styles['next-step']}>
              <Button
                block
                disabled={needs.length > 0 || move.isPending}
                onClick={() => (asksReason ? setAsking(to) : move.mutate({ to }))}
              >
                {rule === undefined ? to : textOf(rule.term)}
              </Button>
              {needs.length > 0 && <Needs needs={needs} view={view} onOpen={onOpen} />}
            </li>
          );
        })}
      </ul>
      {asking !== undefined && (
        <ReasonDialog
          title={textOf(lifecycle[view.status].to[asking]?.term ?? lifecycle[asking].title)}
          error={move.error}
          isSaving={move.isPending}
          onReason={(reason) => move.mutate({ to: asking, reason })}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Section>
  );
}

/** The way forward first, then back, then out. */
function inOrderOfWork(from: CaseStatus, next: CaseView['next']): CaseView['next'] {
  const rank = (to: CaseStatus) =>
    lifecycle[to].phase === 'ended' ? 2 : caseStatuses.indexOf(to) > caseStatuses.indexOf(from) ? 0 : 1;
  return next.toSorted((left, right) => rank(left.to) - rank(right.to));
}

/** The record that fulfils a requirement. */
const recordsThatFulfil: Partial<Record<Requirement, StepKind>> = {
  risk_level: 'assessment',
  goal: 'plan',
  plan_agreed: 'plan',
  review_outcome: 'review',
  closure_reason: 'closure',
  follow_up_result: 'follow_up',
};

function Needs(props: {
  needs: readonly Requirement[];
  view: CaseView;
  onOpen: (dialog: CaseDialog) => void;
}) {
  const { t } = useTranslation('casework');
  return (
    <div className="small">
      <span className="quiet">{t('case.stillNeeds')}</span>
      <ul className={styles['needs']}>
        {props.needs.map((requirement) => (
          <li key={requirement}>
            <NeedAction {...props} requirement={requirement} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function NeedAction(props: {
  requirement: Requirement;
  view: CaseView;
  onOpen: (dialog: CaseDialog) => void;
}) {
  const { requirement, view, onOpen } = props;
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const words = t(`case.requirements.${requirement}`);
  const record = recordsThatFulfil[requirement];
  const dialog: CaseDialog | undefined =
    record !== undefined
      ? { kind: 'record', record }
      : requirement === 'encounter'
        ? { kind: 'encounter' }
        : requirement === 'worker' && may('case.close')
          ? { kind: 'assign' }
          : undefined;
  if (dialog !== undefined) {
    return (
      <Button type="link" size="small" className="inline-link" onClick={() => onOpen(dialog)}>
        {words}
      </Button>
    );
  }
  if (requirement === 'consent' || requirement === 'sharing_consent') {
    return (
      <Link to="/clients/$clientId" params={{ clientId: view.clientId }}>
        {words}
      </Link>
    );
  }
  if (requirement === 'no_open_alert') {
    return (
      <Link to="/cases" search={{ view: 'alerts' }}>
        {words}
      </Link>
    );
  }
  return <span>{words}</span>;
}

function ReasonDialog(props: {
  title: string;
  error: unknown;
  isSaving: boolean;
  onReason: (reason: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('casework');
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal
      open
      title={`${props.title} · ${t('case.reasonTitle')}`}
      onCancel={props.onClose}
      onOk={form.submit}
      okText={props.title}
      confirmLoading={props.isSaving}
    >
      <Form form={form} layout="vertical" onFinish={({ reason }) => props.onReason(reason)}>
        <FormProblem error={props.error} />
        <Form.Item
          name="reason"
          label={t('case.reason')}
          rules={[{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
