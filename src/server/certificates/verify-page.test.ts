import { describe, expect, it } from 'vitest';
import { certificateOf, servicesOf } from '../../../test/certificate.ts';
import type { Shown } from '../platform/http/plain-page.ts';
import { askPage, type CertificateStanding, CREDENTIAL_QUERY, verifyPage } from './verify-page.ts';

const content = certificateOf({ services: servicesOf(13) });
const { organisation } = content;
const shownIn = (language: 'zh' | 'en', path = `/verify/${content.number}`): Shown => ({
  language,
  path,
  origin: 'https://nuantu.example',
});

const standings: readonly CertificateStanding[] = [
  { kind: 'valid', content },
  { kind: 'revoked', organisation, on: '2026-11-20', reason: '登记有误' },
  { kind: 'erased', organisation, issuedOn: '2026-11-28' },
  { kind: 'unknown' },
];

describe('the page of a certificate', () => {
  it('says to a stranger what the certificate says', () => {
    const page = verifyPage(shownIn('zh'), { kind: 'valid', content });
    for (const said of [
      '证书有效',
      '平台记录',
      '阿依努尔·买买提',
      '1234 5678 9012 3458',
      '2026年1月12日 至 2026年11月22日',
      '46 小时 35 分',
      '2 小时 5 分',
      '社区科普与安全教育活动第 13 期',
      '其他服务',
      organisation.name,
      '2026年11月28日',
      content.number,
      '身份证件',
    ])
      expect(page, said).toContain(said);
    expect(page).toContain(`href="/verify/${content.number}?${CREDENTIAL_QUERY}"`);
    expect(page).toContain('href="https://nuantu.example/issuers/WZNT"');
    const english = verifyPage(shownIn('en'), { kind: 'valid', content });
    for (const said of [
      '12 January 2026 to 22 November 2026',
      '46 h 35 min',
      organisation.nameEn,
      'Platform record',
    ])
      expect(english, String(said)).toContain(said);
  });

  it('is a page without a script, in either language, whatever there is to say', () => {
    for (const standing of standings)
      for (const language of ['zh', 'en'] as const) {
        const page = verifyPage(shownIn(language), standing);
        expect(page).not.toContain('<script');
        expect(page).not.toMatch(/\{\w+\}<|undefined|\.pdf/u);
        expect(page).toContain(content.number);
        expect(page).toContain(language === 'zh' ? '核验另一份' : 'Check another');
        expect(page.replaceAll('<a href', '').includes('证书'), language).toBe(language === 'zh');
      }
  });

  it('says what was revoked or erased, and no more of it', () => {
    const revoked = verifyPage(shownIn('zh'), standings[1] ?? { kind: 'unknown' });
    expect(revoked).toContain('已于 2026年11月20日撤销这份证书');
    expect(revoked).toContain('登记有误');
    const erased = verifyPage(shownIn('en'), standings[2] ?? { kind: 'unknown' });
    expect(erased).toContain(
      'Wenzhou Nuantu Social Work Centre issued a certificate with this number on 28 November 2026.',
    );
    for (const page of [revoked, erased]) {
      expect(page).not.toContain(content.name);
      expect(page).not.toContain('1234 5678');
    }
  });

  it('makes no markup of what people wrote', () => {
    const hostile = '<b onclick="x">$&\'';
    const page = verifyPage(shownIn('zh'), {
      kind: 'valid',
      content: certificateOf({
        name: hostile,
        organisation: { code: 'A', name: hostile, nameEn: hostile },
        services: [{ title: hostile, minutes: 1, times: 1 }],
      }),
    });
    const revoked = verifyPage(shownIn('en'), {
      kind: 'revoked',
      organisation: { name: hostile, nameEn: hostile },
      on: '2026-11-20',
      reason: hostile,
    });
    const asked = askPage(shownIn('zh', '/verify'), { kind: 'mistyped', typed: hostile });
    for (const one of [page, revoked, asked]) {
      expect(one).not.toContain('<b ');
      expect(one).toContain('&lt;b onclick=&quot;x&quot;&gt;$&amp;&#39;');
    }
  });
});

describe('the page where a number is typed', () => {
  it('asks by address, and says when a number is mistyped', () => {
    const page = askPage(shownIn('zh', '/verify'), { kind: 'none' });
    expect(page).toContain('<form action="/verify" method="get">');
    expect(page).toContain('name="number"');
    expect(page).not.toContain('role="alert"');
    const wrong = askPage(shownIn('en', '/verify'), { kind: 'mistyped', typed: 'NTC-1' });
    expect(wrong).toContain('“NTC-1” is no certificate number');
    expect(wrong).toContain('value="NTC-1" aria-invalid="true"');
  });
});
