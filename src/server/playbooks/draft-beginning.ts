import type { BodyOf } from '../../contract/operation.ts';
import type { CreatePlaybookDraft } from '../../contract/playbooks.ts';
import { mergePlaybooks } from '../../domain/playbooks/merge-playbooks.ts';
import { emptyPlaybook } from '../../domain/playbooks/new-playbook.ts';
import { type Playbook, playbookId } from '../../domain/playbooks/playbook.ts';
import { getOrganisation } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import * as sql from './sql.ts';

export interface Beginning {
  readonly content: Playbook;
  /** the version that it goes on from */
  readonly startsFrom: string | null;
  /** the version of the adapted model that it takes account of */
  readonly basedOn: string | null;
}

const CODE_LENGTH = 39;

/**
 * What a new draft begins with: the next version of a model that the organisation keeps, a first adaptation of another's,
 * that adaptation with a newer version merged into it, or an empty model.
 * @throws AppError unknown_playbook, playbook_title_required, playbook_nothing_newer
 */
export async function beginning(
  change: Change,
  { from, title }: Pick<BodyOf<typeof CreatePlaybookDraft>, 'from' | 'title'>,
): Promise<Beginning> {
  if (from === undefined) return newModel(change, title);
  const source = await change.first(sql.readVersion({ id: from }));
  if (source === undefined) {
    throw new AppError('unknown_playbook', { fields: [{ path: '/from', code: 'unknown_playbook' }] });
  }
  const isOwn = source.keeper_organisation_id === change.organisationId || (await takesOn(change, source));
  if (isOwn) return nextVersion(change, source.code, source);
  const [adaptations] = await change.all(
    sql.listAdaptations({ organisationId: change.organisationId, code: source.code }),
  );
  const [own] = adaptations;
  return own === undefined ? firstAdaptation(change, source) : updated(change, own.code, source);
}

interface Source {
  readonly id: string;
  readonly code: string;
  readonly content: unknown;
  readonly based_on: string | null;
  readonly keeper_organisation_id: string | null;
}

/** An alliance that begins the next version of a model without a keeper keeps it from now on. */
async function takesOn(change: Change, { code, keeper_organisation_id }: Source): Promise<boolean> {
  if (keeper_organisation_id !== null) return false;
  const row = await change.first(sql.takeOnPlaybook(code));
  if (row?.taken !== true) return false;
  const detail = { playbook: code };
  change.audit({ action: 'playbook.take_on', subjectKind: 'playbook', subjectIds: [], detail });
  return true;
}

/** Published last, with the number after it. */
export async function nextVersion(change: Change, code: string, source?: Source): Promise<Beginning> {
  const [versions] = await change.all(sql.listVersionsOf({ code }));
  const [newest] = versions;
  const start = source ?? newest;
  if (start === undefined || newest === undefined) throw new AppError('not_found');
  return {
    content: named(start.content as Playbook, code, newest.number + 1),
    startsFrom: start.id,
    basedOn: start.based_on,
  };
}

async function firstAdaptation(change: Change, source: Source): Promise<Beginning> {
  const { organisation } = await getOrganisation(change);
  const code = await reserveCode(change, `${source.code}-${organisation.code}`, source.code);
  return {
    content: named(source.content as Playbook, code, 1),
    startsFrom: source.id,
    basedOn: source.id,
  };
}

async function updated(change: Change, code: string, source: Source): Promise<Beginning> {
  const [versions] = await change.all(sql.listVersionsOf({ code }));
  const [own] = versions;
  // an adaptation that was discarded before its first version begins anew
  if (own === undefined) {
    return { content: named(source.content as Playbook, code, 1), startsFrom: source.id, basedOn: source.id };
  }
  if (own.based_on === source.id || own.based_on === null) throw new AppError('playbook_nothing_newer');
  const base = await change.first(sql.readVersion({ id: own.based_on }));
  if (base === undefined) throw new AppError('not_found');
  const next = named(own.content as Playbook, code, own.number + 1);
  const { playbook } = mergePlaybooks(next, base.content as Playbook, source.content as Playbook);
  return { content: playbook, startsFrom: own.id, basedOn: source.id };
}

async function newModel(change: Change, title: Playbook['title'] | undefined): Promise<Beginning> {
  if (title === undefined || title.zh.trim() === '') {
    const field = { path: '/title/zh', code: 'playbook_title_required' as const };
    throw new AppError('playbook_title_required', { fields: [field] });
  }
  const { organisation } = await getOrganisation(change);
  const code = await reserveCode(change, organisation.code, null);
  return {
    content: named(emptyPlaybook({ id: '', code, version: '', title }), code, 1),
    startsFrom: null,
    basedOn: null,
  };
}

function named(content: Playbook, code: string, version: number): Playbook {
  return { ...content, id: playbookId(code, version), code, version: String(version) };
}

/** The first code of this stem that nobody has. */
async function reserveCode(change: Change, stem: string, adaptsCode: string | null): Promise<string> {
  const { organisationId: keeperId, now } = change;
  for (let attempt = 1; ; attempt += 1) {
    const ending = attempt === 1 && adaptsCode !== null ? '' : `-${attempt}`;
    const code = `${stem.slice(0, CODE_LENGTH - ending.length)}${ending}`;
    const row = await change.first(sql.insertPlaybook({ code, keeperId, adaptsCode, now }));
    if (row !== undefined) return code;
  }
}
