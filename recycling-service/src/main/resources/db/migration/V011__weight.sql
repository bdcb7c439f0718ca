-- Whether a door may be open is asked for each reading that says it is.
CREATE INDEX drop_off_of_bin ON drop_off (bin_id, opened_at) WHERE opened_at IS NOT NULL;

-- Readings come about in the order of time: a small index finds those of some days, and those to be forgotten.
CREATE INDEX reading_by_time ON reading USING brin (measured_at) WITH (autosummarize = on);

-- What is looked for every other second, and what figures are counted from, grows with the years.
CREATE INDEX pickup_to_fetch ON pickup (created_at, pickup_id) WHERE state IN ('booked', 'missed');
CREATE INDEX pickup_collected ON pickup (ended_at) WHERE state = 'collected';
CREATE INDEX collection_job_ended ON collection_job (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX stop_of_job ON stop (job_id);
CREATE INDEX stop_finished ON stop (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX unloading_of_crew ON unloading (crew_id, at);
CREATE INDEX unloading_by_time ON unloading (at);
CREATE INDEX weigh_in_by_time ON weigh_in (weighed_at);
CREATE INDEX custody_at_plants ON custody_entry (at) WHERE taker_kind = 'plant';

-- What was in a bin when the crew arrived: as soon as it is emptied, its sensors say something else.
ALTER TABLE collection_job_bin
    ADD COLUMN grams bigint CHECK (grams >= 0),
    ADD COLUMN litres bigint CHECK (litres >= 0),
    ADD CHECK ((grams IS NULL) = (litres IS NULL));

-- Blanks around a reason are not kept, so that what is left of it may be shorter than what was sent.
ALTER TABLE weigh_in_change
    DROP CONSTRAINT weigh_in_change_reason_check,
    ADD CONSTRAINT weigh_in_change_reason_check CHECK (length(reason) BETWEEN 1 AND 200);

-- The way home belongs to what was driven.
ALTER TABLE crew_shift ADD COLUMN metres bigint NOT NULL DEFAULT 0 CHECK (metres >= 0);
CREATE INDEX crew_shift_ended ON crew_shift (ended_at) WHERE ended_at IS NOT NULL;
