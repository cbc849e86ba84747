import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  type CaseStatus,
  caseStatuses,
  lifecycle,
  type Requirement,
} from '../../domain/casework/lifecycle.ts';
import type { NextTask } from '../../domain/casework/next-task.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Section } from '../ui/section.tsx';
import type { CaseDialog, CasePartProps } from './case-header.tsx';
import type { CaseView } from './queries.ts';
import type { StepKind } from './record-dialog.tsx';
import styles from './casework.module.css';

/** What is asked for by the step itself, in its own form. */
const askedByStep: ReadonlySet<string> = new Set(['reason', 'closure_reason', 'follow_up_at_high_risk']);

interface WhatNextProps extends CasePartProps {
  /** stands above as the main button, and not here as well */
  task: NextTask | undefined;
  /** takes the case there */
  onMove: (to: CaseStatus) => void;
  isMoving: boolean;
}

/** Where the case may go from here; what is missing is said, with the way to it. */
export function WhatNext({ view, task, onOpen, onMove, isMoving }: WhatNextProps) {
  const { t } = useTranslation('casework');
  const { textOf } = useFormats();
  const { may } = useSession();
  const isAsked = view.closureRequests[0]?.status === 'open';
  const isMain = (to: CaseStatus) =>
    (task?.kind === 'move' && task.to === to) || (task?.kind === 'close' && to === 'closed');
  // who asked waits; the supervisor decides on the request, where it stands
  const next = view.next.filter(({ to }) => !isMain(to) && !(isAsked && to === 'closed'));
  if (!may('case.write') || next.length === 0) return <div />;
  return (
    <Section title={t('case.whatNext')}>
      <ul>
        {inOrderOfWork(view.status, next).map(({ to, missing, isAsked: asksSupervisor }) => {
          const rule = lifecycle[view.status].to[to];
          const needs = missing.filter((requirement) => !askedByStep.has(requirement)) as Requirement[];
          const term = rule === undefined ? to : textOf(rule.term);
          return (
            <li key={to} className={styles['next-step']}>
              <Button block disabled={needs.length > 0 || isMoving} onClick={() => onMove(to)}>
                {asksSupervisor ? t('closure.ask') : term}
              </Button>
              {needs.length > 0 && <Needs needs={needs} view={view} onOpen={onOpen} />}
            </li>
          );
        })}
      </ul>
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
