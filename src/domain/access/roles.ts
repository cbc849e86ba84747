/**
 * Who may do what, and how far: one table that drives the server's rights, the row settings of the database,
 * the interface and the tests (role × permission × row).
 */

/** How far a permission reaches: rows the person is responsible for, rows of the person's sites, all rows of the
 * organisation, or only counts that passed suppression. */
export const scopes = ['own', 'site', 'organisation', 'aggregate'] as const;
export type Scope = (typeof scopes)[number];

export const permissions = [
  'client.read',
  'client.create',
  'client.update',
  'client.erase',
  'consent.record',
  'roster.import',
  'pupil.refer',
  'referral.create',
  'referral.read',
  'referral.decide',
  'report.file',
  'case.open',
  'case.read',
  'case.write',
  'case.close',
  'record.correct',
  'encounter.create',
  'alert.take',
  'alert.take_over',
  'campaign.read',
  'campaign.manage',
  'response.read',
  'response.create',
  'group.read',
  'group.manage',
  'playbook.write',
  'playbook.publish',
  'study.read',
  'study.manage',
  'study.conduct',
  'statistics.read',
  'calendar.own',
  'calendar.site',
  'book.open',
  'book.read',
  'book.decide',
  'volunteer.read',
  'volunteer.manage',
  'helper.find',
  'talent.own',
  'talent.manage',
  'supervision.manage',
  'training.manage',
  'training.join',
  'placement.manage',
  'placement.plan',
  'alliance.read',
  'alliance.manage',
  'meeting.join',
  'site.manage',
  'account.manage',
  'account.watch',
  'webhook.manage',
  'organisation.create',
  'delivery.manage',
  'notification.rule',
  'message.manage',
  'audit.read',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = [
  'worker',
  'supervisor',
  'administrator',
  'liaison',
  'coordinator',
  'volunteer',
  'manager',
  'evaluator',
  'viewer',
  'auditor',
  'operator',
] as const;
export type Role = (typeof roles)[number];

export interface RoleEntry {
  readonly zh: string;
  readonly en: string;
  readonly grants: Readonly<Partial<Record<Permission, Scope>>>;
}

export const roleTable: Readonly<Record<Role, RoleEntry>> = {
  worker: {
    zh: '社工',
    en: 'Social worker',
    grants: {
      'client.read': 'site',
      'client.create': 'site',
      'client.update': 'site',
      'consent.record': 'site',
      'roster.import': 'site',
      'pupil.refer': 'site',
      'referral.create': 'site',
      'referral.read': 'site',
      // nobody serves a pupil of the roster yet: whoever is of the site opens the case, and reports what was found
      'report.file': 'site',
      'case.open': 'site',
      'case.read': 'own',
      'case.write': 'own',
      // what they wrote themselves, of cases that are theirs (src/domain/casework/correction.ts)
      'record.correct': 'own',
      'encounter.create': 'own',
      'alert.take': 'site',
      'campaign.read': 'site',
      'response.read': 'site',
      'response.create': 'site',
      'group.read': 'site',
      'group.manage': 'site',
      // a model belongs to the organisation, not to a site
      'playbook.write': 'organisation',
      // whoever writes down that a volunteer helped finds them by number or name, and reads nothing else of them: no worker needs a volunteer's
      // date of birth, telephone or hours; volunteers are of no site
      'helper.find': 'organisation',
      'talent.own': 'own',
      'training.join': 'own',
      // students whom they look after
      'placement.manage': 'own',
      'calendar.own': 'own',
      'alliance.read': 'organisation',
      'meeting.join': 'organisation',
      'statistics.read': 'aggregate',
    },
  },
  supervisor: {
    zh: '督导',
    en: 'Supervisor',
    grants: {
      'client.read': 'organisation',
      'client.create': 'organisation',
      'client.update': 'organisation',
      'client.erase': 'organisation',
      'consent.record': 'organisation',
      'roster.import': 'organisation',
      'pupil.refer': 'organisation',
      'referral.create': 'organisation',
      'referral.read': 'organisation',
      'referral.decide': 'organisation',
      'report.file': 'organisation',
      'case.open': 'organisation',
      'case.read': 'organisation',
      'case.write': 'organisation',
      'case.close': 'organisation',
      // anybody's record, under their own name: the one who wrote it may have left
      'record.correct': 'organisation',
      'encounter.create': 'organisation',
      'alert.take': 'organisation',
      'alert.take_over': 'organisation',
      'campaign.read': 'organisation',
      'campaign.manage': 'organisation',
      'response.read': 'organisation',
      'response.create': 'organisation',
      'group.read': 'organisation',
      'group.manage': 'organisation',
      'playbook.write': 'organisation',
      'playbook.publish': 'organisation',
      'study.read': 'organisation',
      'study.manage': 'organisation',
      'study.conduct': 'organisation',
      'book.read': 'organisation',
      'book.decide': 'organisation',
      'volunteer.read': 'organisation',
      'volunteer.manage': 'organisation',
      'helper.find': 'organisation',
      'talent.own': 'own',
      'talent.manage': 'organisation',
      // what was said of whom stays among those who do the work: an administrator sees when it was, not what
      'supervision.manage': 'organisation',
      'training.manage': 'organisation',
      'training.join': 'own',
      'placement.manage': 'organisation',
      'placement.plan': 'organisation',
      // an administrator who makes somebody a supervisor opens every client to them
      'account.watch': 'organisation',
      'calendar.own': 'own',
      'calendar.site': 'organisation',
      'alliance.read': 'organisation',
      'meeting.join': 'organisation',
      'alliance.manage': 'organisation',
      'statistics.read': 'aggregate',
    },
  },
  administrator: {
    zh: '机构管理员',
    en: 'Administrator',
    // keeps accounts and sites; sees no client: an administrator is not a worker of every case
    grants: {
      'site.manage': 'organisation',
      // whether the public may ask to be in the organisation's book; who is in it is for those who work with them
      'book.open': 'organisation',
      // on which days something goes on at a site: sessions and rounds by number, nobody's name
      'calendar.site': 'organisation',
      'account.manage': 'organisation',
      // what colleagues are qualified for and how many hours their work takes: counts of cases, no case
      'talent.manage': 'organisation',
      // which systems are told what happens: ids and codes
      'webhook.manage': 'organisation',
      // whether names of clients may leave the server in messages
      'notification.rule': 'organisation',
      // courses for colleagues, who was there, and what they completed: nothing of a client
      'training.manage': 'organisation',
      'training.join': 'own',
      // students are no clients: what a university sends, and the hours it asks for
      'placement.manage': 'organisation',
      'placement.plan': 'organisation',
      'alliance.read': 'organisation',
      'meeting.join': 'organisation',
      'alliance.manage': 'organisation',
      'statistics.read': 'aggregate',
    },
  },
  liaison: {
    zh: '学校联络老师',
    en: 'School liaison',
    // by class and name: whoever may name a record by its id would be told whose it is
    grants: { 'pupil.refer': 'site', 'campaign.read': 'site', 'calendar.own': 'own' },
  },
  coordinator: {
    zh: '志愿协调员',
    en: 'Volunteer coordinator',
    grants: {
      'book.read': 'organisation',
      'book.decide': 'organisation',
      'volunteer.read': 'organisation',
      'volunteer.manage': 'organisation',
      'talent.own': 'own',
      'training.join': 'own',
      'alliance.read': 'organisation',
      'meeting.join': 'organisation',
      'statistics.read': 'aggregate',
    },
  },
  volunteer: { zh: '志愿者', en: 'Volunteer', grants: {} },
  manager: {
    zh: '协作体管理者',
    en: 'Alliance manager',
    // plans and registers studies; what comes back are sums, never persons
    grants: {
      'training.join': 'own',
      'alliance.read': 'organisation',
      'meeting.join': 'organisation',
      'alliance.manage': 'organisation',
      'statistics.read': 'aggregate',
      'study.read': 'aggregate',
      'study.manage': 'aggregate',
      'playbook.write': 'aggregate',
      'playbook.publish': 'aggregate',
    },
  },
  evaluator: {
    zh: '评估人员',
    en: 'Evaluator',
    grants: {
      'alliance.read': 'organisation',
      'meeting.join': 'organisation',
      'statistics.read': 'aggregate',
      'study.read': 'aggregate',
      'study.manage': 'aggregate',
      'playbook.write': 'aggregate',
    },
  },
  viewer: {
    zh: '主管部门',
    en: 'Department viewer',
    grants: {
      'alliance.read': 'organisation',
      'statistics.read': 'aggregate',
    },
  },
  auditor: {
    zh: '合规审计',
    en: 'Auditor',
    grants: { 'audit.read': 'organisation', 'account.watch': 'organisation' },
  },
  operator: {
    zh: '平台运维',
    en: 'Platform operator',
    // sees between whom a delivery hangs and since when, never what is in it
    grants: {
      'organisation.create': 'organisation',
      'delivery.manage': 'organisation',
      // whom of the staff something could not be sent to, never about whom it is
      'message.manage': 'organisation',
    },
  },
};

/**
 * Roles that an administrator may give. The operator's is given on the server's own command line only; volunteers register by
 * themselves and are no staff: accounts of earlier versions keep the role, which opens nothing.
 */
export const grantableRoles: readonly Role[] = roles.filter(
  (role) => role !== 'operator' && role !== 'volunteer',
);

export interface Assignment {
  readonly role: Role;
  readonly siteIds: readonly string[];
}

export interface Reach {
  readonly scope: Scope;
  readonly siteIds: readonly string[];
}

const width: Readonly<Record<Scope, number>> = { aggregate: 0, own: 1, site: 2, organisation: 3 };

/**
 * How far a permission reaches for a person with these roles: the widest grant; sites of all roles that grant it
 * at site scope. Undefined: no role grants it.
 */
export function reachOf(assignments: readonly Assignment[], permission: Permission): Reach | undefined {
  let reach: Reach | undefined;
  for (const { role, siteIds } of assignments) {
    const scope = roleTable[role].grants[permission];
    if (scope === undefined) continue;
    const own: Reach = { scope, siteIds: scope === 'site' ? siteIds : [] };
    reach = reach === undefined ? own : wider(reach, own);
  }
  return reach;
}

function wider(left: Reach, right: Reach): Reach {
  if (width[left.scope] !== width[right.scope]) return width[left.scope] > width[right.scope] ? left : right;
  return { scope: left.scope, siteIds: [...new Set([...left.siteIds, ...right.siteIds])] };
}

/** Whether a permission of a person with these roles reaches the rows of a site, whoever is responsible for them. */
export function reachesSite(
  assignments: readonly Assignment[],
  permission: Permission,
  siteId: string,
): boolean {
  const reach = reachOf(assignments, permission);
  return reach?.scope === 'organisation' || (reach?.scope === 'site' && reach.siteIds.includes(siteId));
}

export const wholeOrganisation: Reach = { scope: 'organisation', siteIds: [] };

/** Whether whoever has one reach sees every row of another. */
export function covers(reach: Reach | undefined, wanted: Reach | undefined): boolean {
  if (reach === undefined || wanted === undefined) return false;
  if (reach.scope === 'organisation') return true;
  const areSites = reach.scope === 'site' && wanted.scope === 'site';
  return areSites && wanted.siteIds.every((siteId) => reach.siteIds.includes(siteId));
}

/** Everything that a person with these roles may do: what the interface shows. */
export function permissionsOf(assignments: readonly Assignment[]): Partial<Record<Permission, Scope>> {
  const granted: Partial<Record<Permission, Scope>> = {};
  for (const permission of permissions) {
    const reach = reachOf(assignments, permission);
    if (reach !== undefined) granted[permission] = reach.scope;
  }
  return granted;
}
