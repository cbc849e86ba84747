import {
  type CertificateContent,
  nameOfOrganisation,
  sayOfCertificate,
  saySize,
  titleOf,
} from './certificate.ts';
import { sayMinutes } from '../volunteers/spoken-minutes.ts';

/** W3C Verifiable Credentials 2.0, 1EdTech Open Badges 3.0 and its ways of telling what was revoked. */
export const CREDENTIAL_CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
] as const;

export type UnsignedCredential = ReturnType<typeof buildCredential>;

/** Where the page and the credential of a certificate are. */
export function certificateAddress(origin: string, number: string): string {
  return `${origin}/verify/${number}`;
}

/** The identifier of an organisation as an issuer, where its document is. */
export function issuerAddress(origin: string, code: string): string {
  return `${origin}/issuers/${code}`;
}

export function revocationsAddress(origin: string, code: string): string {
  return `${issuerAddress(origin, code)}/revocations`;
}

/**
 * The certificate as an `OpenBadgeCredential`, before it is signed. All that stands on paper is in terms that the contexts define, so that
 * the signature covers it. Minutes are whole results of their own and no `creditsEarned`, which would be a fraction of
 * hours and read as academic credit. What is signed as a set has an id of its own: two services may say the same.
 * @param origin of the installation, `https://nuantu.example`
 * @see Open Badges 3.0, B.1 data models; Verifiable Credentials Data Model 2.0
 */
export function buildCredential(content: CertificateContent, origin: string) {
  const id = certificateAddress(origin, content.number);
  const issuer = issuerAddress(origin, content.organisation.code);
  return {
    '@context': CREDENTIAL_CONTEXTS,
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: {
      id: issuer,
      type: ['Profile'],
      name: nameOfIssuer(content.organisation),
    },
    validFrom: content.issuedAt,
    name: name(),
    description: describe(content),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [identity('name', content.name), identity('identifier', content.volunteerNumber)],
      licenseNumber: content.number,
      activityStartDate: `${content.from}T00:00:00Z`,
      activityEndDate: `${content.until}T00:00:00Z`,
      achievement: achievement(issuer),
      result: [
        {
          type: ['Result'],
          resultDescription: `${issuer}#service-minutes`,
          value: String(content.minutes),
        },
        {
          type: ['Result'],
          resultDescription: `${issuer}#back-filled-minutes`,
          value: String(content.backFilledMinutes),
        },
      ],
    },
    evidence: content.services.map((service, at) => ({
      id: `${id}#service-${at + 1}`,
      type: ['Evidence'],
      name: inBoth((language) => titleOf(language, service)),
      description: inBoth((language) => saySize(language, service)),
    })),
    credentialStatus: {
      id: revocationsAddress(origin, content.organisation.code),
      type: '1EdTechRevocationList',
    },
  };
}

/** As it stands in credentials and in the issuer's document: in both languages where there are both. */
export function nameOfIssuer(organisation: {
  readonly name: string;
  readonly nameEn: string | null;
}): string {
  return inBoth((language) => nameOfOrganisation(language, organisation));
}

/** The person herself, not a hash: whoever holds the certificate compares the name with an identity card. */
function identity(identityType: 'name' | 'identifier', identityHash: string) {
  return { type: 'IdentityObject', hashed: false, identityHash, identityType };
}

function achievement(issuer: string) {
  return {
    id: `${issuer}#service-record`,
    type: ['Achievement'],
    name: name(),
    description: inBoth((language) => sayOfCertificate(language, 'explained')),
    criteria: {
      id: `${issuer}#service-record-criteria`,
      narrative: inBoth((language) => sayOfCertificate(language, 'counted')),
    },
    resultDescription: [
      minutesDescription(`${issuer}#service-minutes`, '服务时间，分钟 / Time served, in minutes'),
      minutesDescription(
        `${issuer}#back-filled-minutes`,
        '其中事后补录并经另一人核准，分钟 / Of it entered afterwards and approved by another person, in minutes',
      ),
    ],
  };
}

function minutesDescription(id: string, name: string) {
  return { id, type: ['ResultDescription'], name, resultType: 'RawScore', valueMin: '0' };
}

function name(): string {
  return inBoth(
    (language) => `${sayOfCertificate(language, 'title')} · ${sayOfCertificate(language, 'label')}`,
  );
}

/** What readers of credentials show first: the whole in two sentences. */
function describe({ name, from, until, ...content }: CertificateContent): string {
  return inBoth((language) => {
    const organisation = nameOfOrganisation(language, content.organisation);
    const [minutes, backFilled] = [content.minutes, content.backFilledMinutes].map((one) =>
      sayMinutes(language, one),
    );
    return language === 'zh'
      ? `${organisation}记录：${name}（志愿者编号 ${content.volunteerNumber}）自 ${from} 至 ${until} 提供志愿服务 ${minutes}，其中补录 ${backFilled}。证书编号 ${content.number}，${content.issuedOn} 出具。`
      : `${organisation} recorded that ${name} (volunteer number ${content.volunteerNumber}) gave ${minutes} of volunteer service from ${from} to ${until}, ${backFilled} of it entered afterwards. Certificate number ${content.number}, issued on ${content.issuedOn}.`;
  });
}

/** What is the same in both is said once. */
function inBoth(say: (language: 'zh' | 'en') => string): string {
  return [...new Set([say('zh'), say('en')])].join(' / ');
}
