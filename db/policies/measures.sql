-- appended only: the newest version counts
call app.secure_table('instrument_wording', 'organisation');
grant select, insert on instrument_wording to nuantu_app;

call app.secure_table('campaign', 'organisation');
grant select, insert on campaign to nuantu_app;
grant update (opened_at, opens_at, closes_at, updated_at) on campaign to nuantu_app;

-- appended only: who ended or extended a round, and why; the reason is sealed anew when keys are rotated
call app.secure_table('campaign_end', 'organisation');
grant select, insert on campaign_end to nuantu_app;
grant update (sealed_reason) on campaign_end to nuantu_app;

call app.secure_table('campaign_class', 'organisation');
grant select, insert on campaign_class to nuantu_app;

call app.secure_table('invitation', 'person');
grant select, insert on invitation to nuantu_app;
grant update (withheld, token_hash, issued_at, answered_ids, answered_at) on invitation to nuantu_app;

-- an answer is never changed; which of two counts may be decided
call app.secure_table('response', 'person');
grant select, insert on response to nuantu_app;
grant update (kept_apart, looked_by, looked_at) on response to nuantu_app;

-- appended only; a hash tells nobody whose link it was
call app.secure_table('former_link', 'organisation');
grant select, insert on former_link to nuantu_app;

call app.secure_table('help_call', 'person');
grant select, insert on help_call to nuantu_app;
grant update (closed_at, closed_by, sealed, sealed_note) on help_call to nuantu_app;

-- appended once: a figure that was told does not change
call app.secure_table('round_figures', 'organisation');
grant select, insert on round_figures to nuantu_app;
