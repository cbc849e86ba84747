import {
  AuditOutlined,
  BankOutlined,
  FolderOpenOutlined,
  FormOutlined,
  HomeOutlined,
  LineChartOutlined,
  ReadOutlined,
  SettingOutlined,
  SolutionOutlined,
  TeamOutlined,
  UsergroupAddOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Permission } from '../../domain/access/roles.ts';

export interface NavigationEntry {
  readonly to:
    | '/'
    | '/clients'
    | '/cases'
    | '/measures'
    | '/refer'
    | '/groups'
    | '/playbooks'
    | '/studies'
    | '/administration'
    | '/organisations'
    | '/audit';
  readonly word:
    | 'today'
    | 'clients'
    | 'cases'
    | 'measures'
    | 'refer'
    | 'groups'
    | 'playbooks'
    | 'studies'
    | 'administration'
    | 'organisations'
    | 'audit';
  readonly icon: ReactNode;
  /** shown to whoever has one of these; empty: to everyone */
  readonly anyOf: readonly Permission[];
  /** and not to whoever has this */
  readonly without?: Permission;
}

const entries: readonly NavigationEntry[] = [
  { to: '/', word: 'today', icon: <HomeOutlined />, anyOf: [] },
  { to: '/clients', word: 'clients', icon: <TeamOutlined />, anyOf: ['client.read'] },
  { to: '/cases', word: 'cases', icon: <FolderOpenOutlined />, anyOf: ['case.read', 'alert.take'] },
  {
    to: '/refer',
    word: 'refer',
    icon: <SolutionOutlined />,
    anyOf: ['pupil.refer'],
    without: 'client.read',
  },
  { to: '/measures', word: 'measures', icon: <FormOutlined />, anyOf: ['campaign.read'] },
  { to: '/groups', word: 'groups', icon: <UsergroupAddOutlined />, anyOf: ['group.read'] },
  {
    to: '/playbooks',
    word: 'playbooks',
    icon: <ReadOutlined />,
    anyOf: ['group.read', 'playbook.write'],
  },
  { to: '/studies', word: 'studies', icon: <LineChartOutlined />, anyOf: ['study.read'] },
  {
    to: '/administration',
    word: 'administration',
    icon: <SettingOutlined />,
    anyOf: ['account.manage', 'site.manage'],
  },
  { to: '/organisations', word: 'organisations', icon: <BankOutlined />, anyOf: ['organisation.create'] },
  { to: '/audit', word: 'audit', icon: <AuditOutlined />, anyOf: ['audit.read'] },
];

/** Where this person may go, in the order of the day's work. */
export function entriesFor(may: (permission: Permission) => boolean): readonly NavigationEntry[] {
  return entries.filter(
    ({ anyOf, without }) =>
      (anyOf.length === 0 || anyOf.some(may)) && (without === undefined || !may(without)),
  );
}
