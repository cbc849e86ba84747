import { describe, expect, it } from 'vitest';
import { certificateOf, servicesOf } from '../../../test/certificate.ts';
import { streamsOf } from '../../../test/pdf-streams.ts';
import type { CertificateContent } from '../../domain/certificates/certificate.ts';
import { buildCredential, certificateAddress } from '../../domain/certificates/credential.ts';
import { certificatePdf } from './certificate-pdf.ts';
import type { SignedCredential } from './sign-credential.ts';

const origin = 'https://nuantu.example';

/** Signed by nobody: what the sheet carries is whatever it is given. */
function credentialOf(content: CertificateContent): SignedCredential {
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: content.issuedAt,
    verificationMethod: `${origin}/issuers/WZNT#1`,
    proofPurpose: 'assertionMethod',
    proofValue: 'z1',
  } as const;
  return { ...buildCredential(content, origin), proof };
}

const draw = (content: CertificateContent, language: 'zh' | 'both') =>
  certificatePdf(content, {
    language,
    verifyUrl: certificateAddress(origin, content.number),
    credential: credentialOf(content),
  });

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/gu)?.length;

describe('a certificate on paper', () => {
  it('is one sheet in either form, however much was done', async () => {
    const long = servicesOf(20).map((one) => ({ ...one, title: one.title.repeat(10) }));
    const name = '一'.repeat(60);
    const organisation = { code: 'X', name: '温'.repeat(100), nameEn: 'Wenzhou '.repeat(20) };
    for (const language of ['zh', 'both'] as const)
      for (const content of [
        certificateOf(),
        certificateOf({ services: servicesOf(1) }),
        certificateOf({ services: servicesOf(20) }),
        certificateOf({ services: long, name, organisation }),
      ])
        expect(pagesOf((await draw(content, language)).content)).toBe(1);
  });

  it('is the same bytes for the same content, and others for another', async () => {
    const [one, other] = [await draw(certificateOf(), 'both'), await draw(certificateOf(), 'both')];
    expect(one.content.equals(other.content)).toBe(true);
    const changed = await draw(certificateOf({ minutes: 2_796 }), 'both');
    expect(one.content.equals(changed.content)).toBe(false);
    const past = await draw(certificateOf({ issuedAt: '2025-03-04T05:06:07Z' }), 'zh');
    const dates = past.content.toString('latin1').match(/(?<=\(D:)\d+/gu);
    expect(new Set(dates)).toEqual(new Set(['20250304050607']));
  });

  it('carries its credential as a file', async () => {
    const content = certificateOf();
    const { content: pdf } = await draw(content, 'zh');
    expect(pdf.toString('latin1')).toContain('credential.json');
    const credential = JSON.stringify(credentialOf(content));
    expect(streamsOf(pdf).some(({ content: stream }) => stream.toString() === credential)).toBe(true);
  });

  it('draws rare characters and Uyghur, and lists what no font has', async () => {
    for (const name of ['王䶮', '阿依努尔·买买提', 'ئالىم مەمەت', '𠮷野𬭎'])
      expect((await draw(certificateOf({ name }), 'both')).missing, name).toEqual([]);
    expect((await draw(certificateOf({ name: '王🙂\u0000' }), 'both')).missing).toEqual([
      '🙂 (U+1F642)',
      '\ufffd (U+FFFD)',
    ]);
  });
});
