import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import fc from 'fast-check';
import jsonld from 'jsonld';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { certificateOf, servicesOf } from '../../../test/certificate.ts';
import { readAsStranger } from '../../../test/stranger.ts';
import { buildCredential, type UnsignedCredential } from '../../domain/certificates/credential.ts';
import { issuerDocument, type IssuerKey, revocationList, verificationMethodOf } from './issuer-document.ts';
import { type SignedCredential, signCredential, verifyCredential } from './sign-credential.ts';

const origin = 'https://nuantu.example';
const content = certificateOf();
const { organisation } = content;

interface Pair {
  readonly key: IssuerKey;
  readonly secret: KeyObject;
}

function makePair(): Pair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const key = { id: randomUUID(), publicKey: spki, createdAt: new Date(0), revokedAt: null };
  return { key, secret: privateKey };
}

const signBy = ({ key, secret }: Pair, unsigned: UnsignedCredential = buildCredential(content, origin)) =>
  signCredential(unsigned, {
    verificationMethod: verificationMethodOf(origin, organisation.code, key.id),
    created: content.issuedAt,
    sign: (bytes) => sign(null, bytes, secret),
  });

/** As the server itself looks a key up. */
const findAmong =
  (...keys: readonly IssuerKey[]) =>
  async (address: string) =>
    keys.find(
      ({ id, revokedAt }) =>
        revokedAt === null && verificationMethodOf(origin, organisation.code, id) === address,
    )?.publicKey;

/** Another’s program, which reads the document of whoever has these keys. */
const strangerOf = (...keys: readonly IssuerKey[]) =>
  readAsStranger(issuerDocument(origin, organisation, keys));

type Path = readonly (string | number)[];

function leavesOf(value: unknown, path: Path = []): { path: Path; leaf: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, leaf: value }];
  return Object.entries(value).flatMap(([name, inside]) =>
    leavesOf(inside, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}

function withLeaf(value: unknown, path: Path, leaf: unknown): unknown {
  const copy = structuredClone(value) as Record<string | number, unknown>;
  const inside = path.slice(0, -1).reduce((part, name) => part[name] as typeof copy, copy);
  inside[path.at(-1) ?? ''] = leaf;
  return copy;
}

/** The leaf with another digit at each of its digits; of text without any, with another last letter. */
function wrongLeaves(leaf: unknown): unknown[] {
  if (typeof leaf === 'boolean') return [!leaf];
  const text = String(leaf);
  const digits = [...text.matchAll(/\d/gu)].map(
    ({ index }) => text.slice(0, index) + ((Number(text[index]) + 1) % 10) + text.slice(index + 1),
  );
  return digits.length === 0 ? [`${text.slice(0, -1)}${text.endsWith('x') ? 'y' : 'x'}`] : digits;
}

describe('a certificate as a signed credential', () => {
  const pair = makePair();
  let signed: SignedCredential;
  beforeAll(async () => {
    signed = await signBy(pair);
  });

  it('is good to us and to a stranger', async () => {
    expect(await verifyCredential(signed, findAmong(pair.key))).toEqual({ isGood: true });
    const { verified, error } = await strangerOf(pair.key).verify(signed);
    expect([verified, error]).toEqual([true, undefined]);
    const again: unknown = JSON.parse(JSON.stringify(signed));
    expect(await verifyCredential(again, findAmong(pair.key))).toEqual({ isGood: true });
    // a key may be handed over as its 32 bytes
    const raw = pair.key.publicKey.subarray(-32);
    expect(await verifyCredential(signed, async () => raw)).toEqual({ isGood: true });
  });

  it('says all that the certificate says', () => {
    const said = JSON.stringify(signed);
    for (const text of [
      '阿依努尔·买买提',
      '1234567890123458',
      content.number,
      '2026-01-12',
      '2026-11-22',
      '2795',
    ])
      expect(said, text).toContain(text);
    for (const text of [
      '46 小时 35 分',
      '46 h 35 min',
      '2 小时 5 分',
      '课后伴读',
      '25 小时，20 次',
      '25 h, 20 times',
    ])
      expect(said, text).toContain(text);
    for (const text of ['平台记录', 'Platform record', organisation.name, organisation.nameEn ?? ''])
      expect(said, text).toContain(text);
  });

  it('is not good to us with another digit anywhere', async () => {
    const find = findAmong(pair.key);
    let tried = 0;
    for (const { path, leaf } of leavesOf(signed))
      for (const wrong of wrongLeaves(leaf)) {
        tried += 1;
        const changed = withLeaf(signed, path, wrong);
        expect(await verifyCredential(changed, find), `${path.join('.')}: ${String(wrong)}`).toEqual({
          isGood: false,
        });
      }
    expect(tried).toBeGreaterThan(250);
  });

  it('is not good to a stranger with another leaf anywhere', async () => {
    const stranger = strangerOf(pair.key);
    for (const { path, leaf } of leavesOf(signed)) {
      const changed = withLeaf(signed, path, wrongLeaves(leaf).at(-1));
      expect((await stranger.verify(changed)).verified, path.join('.')).toBe(false);
    }
  });

  it('is not good once anything is added or taken away', async () => {
    const find = findAmong(pair.key);
    for (const { path } of leavesOf(signed)) {
      const changed = withLeaf(signed, path, undefined);
      expect(await verifyCredential(changed, find), path.join('.')).toEqual({ isGood: false });
    }
    for (const added of [{ grade: 'A' }, { termsOfUse: { id: 'https://a.example', type: 'Any' } }])
      expect(await verifyCredential({ ...signed, ...added }, find)).toEqual({ isGood: false });
  });

  it('is good by an older key that is still listed, and not by another or a revoked one', async () => {
    const newer = makePair();
    expect(await verifyCredential(signed, findAmong(newer.key, pair.key))).toEqual({ isGood: true });
    expect((await strangerOf(newer.key, pair.key).verify(signed)).verified).toBe(true);
    const revoked = { ...pair.key, revokedAt: new Date('2026-11-01T00:00:00Z') };
    expect(await verifyCredential(signed, findAmong(newer.key, revoked))).toEqual({ isGood: false });
    expect((await strangerOf(newer.key, revoked).verify(signed)).verified).toBe(false);
    const posing = { ...newer.key, id: pair.key.id };
    expect(await verifyCredential(signed, findAmong(posing))).toEqual({ isGood: false });
    expect((await strangerOf(posing).verify(signed)).verified).toBe(false);
  });

  it('is not good by the key of another organisation', async () => {
    const other = buildCredential(
      certificateOf({ organisation: { ...organisation, code: 'OTHER' } }),
      origin,
    );
    const posing = await signBy(pair, other);
    expect(await verifyCredential(posing, findAmong(pair.key))).toEqual({ isGood: false });
    expect((await strangerOf(pair.key).verify(posing)).verified).toBe(false);
  });

  it('is not good in other contexts, even signed', async () => {
    const unsigned = buildCredential(content, origin);
    const [credentials, , extensions] = unsigned['@context'];
    const older = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json';
    const contexts = [credentials, older, extensions] as unknown as UnsignedCredential['@context'];
    const signedOtherwise = await signBy(pair, { ...unsigned, '@context': contexts });
    expect(await verifyCredential(signedOtherwise, findAmong(pair.key))).toEqual({ isGood: false });
  });

  it('is good with thirteen services that say the same', async () => {
    const services = servicesOf(14).map(() => ({ title: '伴读', minutes: 60, times: 1 }));
    const same = await signBy(pair, buildCredential(certificateOf({ services }), origin));
    expect(await verifyCredential(same, findAmong(pair.key))).toEqual({ isGood: true });
    expect((await strangerOf(pair.key).verify(same)).verified).toBe(true);
  });

  it('is not signed while a term is not defined', async () => {
    const strange = { ...buildCredential(content, origin), stars: 5 };
    await expect(signBy(pair, strange)).rejects.toThrow('Safe mode');
  });
});

describe('what somebody hands over as a credential', () => {
  const pair = makePair();
  const find = findAmong(pair.key);

  it('is answered, whatever JSON it is', async () => {
    const signed = await signBy(pair);
    const { path } = leavesOf(signed)[10] ?? { path: [] };
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        for (const one of [
          value,
          { ...signed, proof: value },
          { ...signed, credentialSubject: value },
          withLeaf(signed, path, value),
        ])
          expect(await verifyCredential(one, find)).toEqual({ isGood: false });
      }),
    );
  });

  it('is given up where it is larger, deeper or stranger than any of ours, and nothing is fetched', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const signed = await signBy(pair);
    let deep: unknown = {};
    for (let level = 0; level < 20_000; level += 1) deep = { credentialSubject: deep };
    const cyclic: Record<string, unknown> = { ...signed };
    cyclic['evidence'] = cyclic;
    // nodes without ids in rings that look alike
    const alike = Array.from({ length: 60 }, (_, at) => ({
      id: `_:b${at}`,
      evidence: [{ id: `_:b${(at * 7 + 1) % 60}` }, { id: `_:b${(at * 11 + 3) % 60}` }],
    }));
    const remote = 'https://127.0.0.1:1/context.json';
    for (const one of [
      deep,
      cyclic,
      { ...signed, evidence: alike },
      { ...signed, evidence: Array.from({ length: 1_000_000 }, () => 1) },
      { ...signed, name: 'x'.repeat(1_000_000) },
      { ...signed, '@context': [...signed['@context'], remote] },
      { ...signed, '@context': remote },
      { ...signed, issuer: { ...signed.issuer, '@context': remote } },
      { ...signed, '@graph': [] },
    ])
      expect(await verifyCredential(one, find)).toEqual({ isGood: false });
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  it('is not good where there is no such key, and unknown where nobody can look', async () => {
    const signed = await signBy(pair);
    const lost = () => Promise.reject(new Error('no database'));
    expect(await verifyCredential(signed, async () => undefined)).toEqual({ isGood: false });
    expect(await verifyCredential(signed, async () => Buffer.from('key'))).toEqual({ isGood: false });
    await expect(verifyCredential(signed, lost)).rejects.toThrow('no database');
  });
});

describe('an issuer’s document', () => {
  const [active, older] = [
    makePair().key,
    { ...makePair().key, revokedAt: new Date('2026-11-01T00:00:00Z') },
  ];

  it('is in defined terms alone', async () => {
    const { issuer, documentLoader } = strangerOf(active, older);
    const statements = await jsonld.toRDF(issuer, {
      safe: true,
      base: null,
      documentLoader,
      format: 'application/n-quads',
    });
    expect(statements).toContain('assertionMethod');
    expect(statements).toContain('2026-11-01T00:00:00.000Z');
    expect(statements).toContain(organisation.nameEn);
  });

  it('lists what was taken back', () => {
    const id = `${origin}/verify/${content.number}`;
    expect(revocationList(origin, organisation.code, [{ id, reason: '登记有误' }, { id: `${id}0` }])).toEqual(
      {
        id: buildCredential(content, origin).credentialStatus.id,
        issuer: `${origin}/issuers/WZNT`,
        revokedCredentials: [
          { id, revoked: true, revocationReason: '登记有误' },
          { id: `${id}0`, revoked: true },
        ],
      },
    );
  });
});
