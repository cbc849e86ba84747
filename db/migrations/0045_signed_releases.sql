-- Sums that leave an organisation carry its signature: whoever pools them can tell that they are its own, as they left.
create table signing_key (
  organisation_id uuid not null constraint signing_key_organisation_fkey references organisation (id),
  id uuid not null,
  public_key bytea not null,
  created_at timestamptz not null,
  constraint signing_key_pkey primary key (organisation_id, id)
);
comment on table signing_key is 'by which others check what an organisation signed: read by everyone';
comment on column signing_key.public_key is 'Ed25519, SubjectPublicKeyInfo in DER';
call app.distribute('signing_key', 'reference');

create table signing_secret (
  organisation_id uuid not null constraint signing_secret_organisation_fkey references organisation (id),
  key_id uuid not null,
  sealed bytea not null,
  constraint signing_secret_pkey primary key (organisation_id, key_id)
);
comment on column signing_secret.sealed is 'Ed25519 private key, PKCS #8 in DER, sealed by the organisation''s key';
call app.distribute('signing_secret', 'tenant');

alter table study_release
  add column signature bytea,
  add column signing_key_id uuid,
  add constraint study_release_signature_check check ((signature is null) = (signing_key_id is null));
comment on column study_release.signature is 'over study, protocol and content hash by the releasing organisation; null until it is handed over again';
