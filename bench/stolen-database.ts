import type pg from 'pg';
import { drawPerson } from '../src/domain/demo/draw-person.ts';
import { tokensToStore } from '../src/domain/people/name-tokens.ts';
import { createRandom, integerBetween, pick, type Random } from '../src/domain/random.ts';
import { listPupils } from '../src/server/clients/public.ts';
import { type NewPerson, registerClasses, registerMany } from '../src/server/clients/seed.ts';
import { foundOrganisation, insertSite } from '../src/server/organisations/public.ts';
import { systemSettings } from '../src/server/platform/database/database.ts';
import { newId } from '../src/server/platform/database/ids.ts';
import { type Services, Work } from '../src/server/platform/work/work.ts';

/**
 * The attack of somebody who stole the database without the keys and knows one class: forty names, the sex and the year
 * of birth of each. Which record is whose? What the thief has beside the class: the search entries of every record, what
 * stands in the clear, this source code (which tokens a name has), and how frequent names are in the country.
 */
const CODE = 'stolen';
const CLASSES = 100;
const CLASS_SIZE = 40;
const ATTACKED = 20;
/** names drawn from public statistics: for how many bearers the thief expects each token */
const REFERENCE = 20_000;
const RESTARTS = 12;
/** telephone, identity number and student number add up to five tokens to those of the name */
const NUMBER_TOKENS = 5;
const WEIGHT_OF_SHARED = 1;

export interface StolenDatabase {
  /** share of a known class whose records the thief names rightly, mean of the attacked classes */
  readonly identified: number;
  /** the same by guessing within sex and year of birth, which stand in the clear */
  readonly guessed: number;
}

interface Known {
  readonly sex: string | null;
  readonly birthYear: number | null;
}

/** A record of the dump, or a name of the class: what both show of a person. */
interface Side extends Known {
  readonly id: string;
  readonly tokens: ReadonlySet<string>;
  /** how many bear each token, most first, on a logarithmic scale */
  readonly profile: readonly number[];
}

/** Seeds an organisation of its own where it is not there yet, and attacks it. */
export async function measureStolenDatabase(services: Services, thief: pg.Client): Promise<StolenDatabase> {
  const found = await thief.query<{ id: string }>('select id from organisation where code = $1', [CODE]);
  const organisationId = found.rows[0]?.id ?? (await seedSchool(services));
  const dump = await readDump(thief, organisationId);
  const names = await readTruth(services, organisationId, [...dump.keys()]);
  const expected = countTokens(drawReference().map(nameTokens));
  const random = createRandom(11);
  const results = [...dump.values()].slice(0, ATTACKED).map((records) => {
    const known = records.map(({ id, ...clear }) => nameSide(id, names.get(id) ?? '', clear, expected));
    const share = (guess: ReadonlyMap<string, string>) =>
      [...guess].filter(([recordId, nameId]) => recordId === nameId).length / records.length;
    const blind = (side: Side): Side => ({ ...side, tokens: new Set(), profile: [] });
    return {
      identified: share(matchClass(random, records, known)),
      guessed: share(matchClass(random, records.map(blind), known.map(blind))),
    };
  });
  const mean = (of: (result: StolenDatabase) => number) =>
    results.reduce((sum, result) => sum + of(result), 0) / results.length;
  return { identified: mean(({ identified }) => identified), guessed: mean(({ guessed }) => guessed) };
}

/**
 * The assignment of names to records that fits best: numbers of bearers of each token, number of tokens, and how many
 * tokens any two of the class share; records and names of the same sex and year only. Steepest descent by exchanges of
 * two, from several beginnings.
 * @returns id of the name for each record's id
 */
function matchClass(random: Random, records: readonly Side[], known: readonly Side[]): Map<string, string> {
  const alone = records.map((record) => known.map((name) => unlikeness(record, name)));
  const sharedByRecords = sharedTokens(records);
  const sharedByNames = sharedTokens(known);
  const cost = (record: number, name: number, assigned: readonly number[]) =>
    at(alone, record, name) +
    assigned.reduce(
      (sum, otherName, other) =>
        other === record || otherName === name
          ? sum
          : sum +
            WEIGHT_OF_SHARED *
              Math.abs(at(sharedByRecords, record, other) - at(sharedByNames, name, otherName)),
      0,
    );
  let best: { assigned: number[]; total: number } | undefined;
  for (let restart = 0; restart < RESTARTS; restart += 1) {
    const assigned = beginning(random, records, known);
    descend(assigned, records, cost);
    const total = assigned.reduce((sum, name, record) => sum + cost(record, name, assigned), 0);
    if (best === undefined || total < best.total) best = { assigned, total };
  }
  return new Map(
    (best?.assigned ?? []).map((name, record) => [records[record]?.id ?? '', known[name]?.id ?? '']),
  );
}

function descend(
  assigned: number[],
  records: readonly Side[],
  cost: (record: number, name: number, assigned: readonly number[]) => number,
): void {
  for (let improved = true; improved;) {
    improved = false;
    for (const first of records.keys()) {
      for (let second = first + 1; second < records.length; second += 1) {
        if (cellOf(records[first]) !== cellOf(records[second])) continue;
        const before = pairCost(first, second, assigned, cost);
        exchange(assigned, first, second);
        if (pairCost(first, second, assigned, cost) < before - 1e-9) improved = true;
        else exchange(assigned, first, second);
      }
    }
  }
}

function pairCost(
  first: number,
  second: number,
  assigned: readonly number[],
  cost: (record: number, name: number, assigned: readonly number[]) => number,
): number {
  return cost(first, assigned[first] ?? 0, assigned) + cost(second, assigned[second] ?? 0, assigned);
}

function exchange(assigned: number[], first: number, second: number): void {
  [assigned[first], assigned[second]] = [assigned[second] ?? 0, assigned[first] ?? 0];
}

/** Somebody of the same sex and year for each record, at random. */
function beginning(random: Random, records: readonly Side[], known: readonly Side[]): number[] {
  const free = new Set(known.keys());
  return records.map((record) => {
    const fitting = [...free].filter((name) => cellOf(known[name]) === cellOf(record));
    const name = pick(random, fitting);
    free.delete(name);
    return name;
  });
}

function cellOf(side: Known | undefined): string {
  return `${side?.sex}|${side?.birthYear}`;
}

function unlikeness(record: Side, name: Side): number {
  const extra = record.tokens.size - name.tokens.size;
  const outside = Math.max(0, -extra, extra - NUMBER_TOKENS);
  return name.profile.reduce(
    (sum, bearers, index) => sum + Math.abs(bearers - (record.profile[index] ?? 0)),
    outside,
  );
}

function at(matrix: readonly (readonly number[])[], row: number, column: number): number {
  return matrix[row]?.[column] ?? 0;
}

function sharedTokens(sides: readonly Side[]): number[][] {
  return sides.map((side) =>
    sides.map((other) => [...side.tokens].filter((token) => other.tokens.has(token)).length),
  );
}

function nameSide(
  id: string,
  name: string,
  { sex, birthYear }: Known,
  expected: ReadonlyMap<string, number>,
): Side {
  const tokens = new Set(nameTokens(name));
  const scale = (CLASSES * CLASS_SIZE) / REFERENCE;
  const bearers = (token: string) => Math.max(1, (expected.get(token) ?? 0) * scale);
  return { id, sex, birthYear, tokens, profile: profileOf(tokens, bearers) };
}

function profileOf(tokens: ReadonlySet<string>, bearers: (token: string) => number): number[] {
  return [...tokens].map((token) => Math.log(bearers(token))).sort((left, right) => right - left);
}

function nameTokens(name: string): string[] {
  return tokensToStore({ name, phones: [] });
}

function countTokens(persons: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const tokens of persons) for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

function drawReference(): string[] {
  const random = createRandom(5);
  return Array.from({ length: REFERENCE }, () => drawPerson(random, { from: 2012, to: 2013 }, '330302').name);
}

/** What a dump shows, by class: read as the superuser, without any key. */
async function readDump(thief: pg.Client, organisationId: string): Promise<Map<string, Side[]>> {
  const { rows } = await thief.query<Known & { id: string; classId: string; tokens: string[] }>(
    `select client.id, class_id as "classId", sex, birth_year as "birthYear",
       array(select label::text from client_entry where organisation_id = $1 and client_id = client.id) as tokens
     from client where organisation_id = $1 order by class_id, md5(client.id::text)`,
    [organisationId],
  );
  const counts = countTokens(rows.map(({ tokens }) => tokens));
  const classes = new Map<string, Side[]>();
  for (const { id, classId, sex, birthYear, ...row } of rows) {
    const tokens = new Set(row.tokens);
    const record = {
      id,
      sex,
      birthYear,
      tokens,
      profile: profileOf(tokens, (token) => counts.get(token) ?? 1),
    };
    classes.set(classId, [...(classes.get(classId) ?? []), record]);
  }
  return classes;
}

/** Who is who, read with the keys that the thief does not have: to tell right guesses from wrong ones. */
async function readTruth(
  services: Services,
  organisationId: string,
  classIds: readonly string[],
): Promise<Map<string, string>> {
  const members = await workOf(services, organisationId).read((reading) =>
    listPupils(reading, classIds, 'service'),
  );
  return new Map(members.map(({ id, name }) => [id, name]));
}

/** @returns the new organisation's id */
async function seedSchool(services: Services): Promise<string> {
  const random = createRandom(20_261_127);
  const [organisationId, siteId, now] = [newId(), newId(), services.clock()];
  const row = {
    id: organisationId,
    code: CODE,
    kind: 'social_work_agency',
    name: '被窃演练',
    nameEn: null,
    regionCode: '330300',
    demo: true,
    now,
  };
  const origin = { requestId: 'stolen', language: 'zh-CN' } as const;
  await foundOrganisation(services, origin, row, async (change) => {
    const site = { code: '1', name: '第1站', kind: 'school_station', regionCode: '330302' };
    change.push(insertSite({ organisationId, id: siteId, ...site, now }));
  });
  for (let number = 0; number < CLASSES; number += 1) {
    const classId = newId();
    const people = Array.from({ length: CLASS_SIZE }, (_, seat) =>
      drawPupil(random, { siteId, classId, studentNumber: String(number * CLASS_SIZE + seat) }),
    );
    await workOf(services, organisationId).change(async (change) => {
      registerClasses(change, siteId, [
        { id: classId, parentId: null, kind: 'class', name: `${number}班`, grade: null },
      ]);
      await registerMany(change, people);
    });
  }
  return organisationId;
}

/** Pupils of a class were born in two years; not every record has every number. */
function drawPupil(
  random: Random,
  place: { siteId: string; classId: string; studentNumber: string },
): NewPerson {
  const person = drawPerson(random, { from: 2012, to: 2013 }, '330302');
  return {
    ...person,
    ...place,
    id: newId(),
    workerIds: [],
    regionCode: '330302',
    status: 'registered',
    idNumber: integerBetween(random, 1, 4) === 1 ? null : person.idNumber,
    phone: integerBetween(random, 1, 4) === 1 ? person.phone : null,
    address: null,
    guardians: [],
  };
}

function workOf(services: Services, organisationId: string): Work {
  return new Work(services, systemSettings(organisationId), { requestId: 'bench', language: 'zh-CN' });
}
