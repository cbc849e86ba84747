import { type CertificateContent, listServices } from '../src/domain/certificates/certificate.ts';
import { makeCertificateNumber } from '../src/domain/certificates/certificate-number.ts';

/** A certificate as an organisation might issue it. */
export function certificateOf(changed: Partial<CertificateContent> = {}): CertificateContent {
  return {
    number: makeCertificateNumber(Uint8Array.of(7, 41, 250, 3, 99, 180, 22, 5, 201, 77)),
    name: '阿依努尔·买买提',
    volunteerNumber: '1234567890123458',
    organisation: {
      code: 'WZNT',
      name: '温州市暖途社会工作服务中心',
      nameEn: 'Wenzhou Nuantu Social Work Centre',
    },
    from: '2026-01-12',
    until: '2026-11-22',
    minutes: 2_795,
    backFilledMinutes: 125,
    services: listServices([
      { title: '课后伴读', minutes: 1_500, times: 20 },
      { title: '周末绘本共读', minutes: 1_295, times: 1 },
    ]),
    issuedAt: '2026-11-28T02:03:04.567Z',
    issuedOn: '2026-11-28',
    ...changed,
  };
}

/** As many as do not fit: the rest is summed. */
export function servicesOf(count: number): CertificateContent['services'] {
  return listServices(
    Array.from({ length: count }, (_, at) => ({
      title: `社区科普与安全教育活动第 ${at + 1} 期`,
      minutes: 125 + at,
      times: at + 1,
    })),
  );
}
