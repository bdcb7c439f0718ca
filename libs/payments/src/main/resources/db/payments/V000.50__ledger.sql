-- Double-entry books: what one event did to the accounts is a journal; its entries sum to zero per currency.
create table ledger_journal (
    id uuid primary key,
    reference text not null check (length(reference) between 1 and 100),
    kind text not null check (kind ~ '^[a-z][a-z0-9_]{0,49}$'),
    day date not null,
    -- How many entries it has, so that none can be added to a journal that has been committed.
    entries smallint not null check (entries >= 2),
    posted_at timestamptz not null,
    constraint ledger_journal_once unique (reference, kind)
);

create index ledger_journal_by_day on ledger_journal (day);

create table ledger_entry (
    journal_id uuid not null references ledger_journal,
    line smallint not null check (line >= 1),
    party text not null check (length(party) between 1 and 100),
    code text not null check (code ~ '^[a-z][a-z0-9_]{0,49}$'),
    -- Minor units; positive: the party is owed so much.
    amount bigint not null check (amount <> 0),
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    primary key (journal_id, line)
);

create index ledger_entry_by_party on ledger_entry (party, journal_id);

-- The argument names the column that holds the journal's id.
create function ledger_check_journal() returns trigger language plpgsql as $$
declare
    checked uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
    if (select count(*) from ledger_entry where journal_id = checked)
        <> (select entries from ledger_journal where id = checked) then
        raise exception 'ledger journal % is not whole', checked using errcode = 'check_violation';
    end if;
    if exists (
        select from ledger_entry where journal_id = checked group by currency having sum(amount) <> 0
    ) then
        raise exception 'ledger journal % does not sum to zero', checked using errcode = 'check_violation';
    end if;
    return null;
end
$$;

create constraint trigger ledger_journal_is_whole after insert on ledger_journal
    deferrable initially deferred for each row execute function ledger_check_journal('id');

create constraint trigger ledger_entry_balances after insert on ledger_entry
    deferrable initially deferred for each row execute function ledger_check_journal('journal_id');

create function ledger_forbid_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end
$$;

create trigger ledger_journal_append_only before update or delete or truncate on ledger_journal
    for each statement execute function ledger_forbid_change();

create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry
    for each statement execute function ledger_forbid_change();
