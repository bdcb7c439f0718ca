-- A sweep takes what is due from the deadlines themselves. A try that failed waits until `retry_at`.
ALTER TABLE deadline ADD COLUMN failures integer NOT NULL DEFAULT 0;
ALTER TABLE deadline ADD COLUMN retry_at timestamptz;

CREATE INDEX deadline_by_time ON deadline (coalesce(retry_at, due));

DELETE FROM scheduled_tasks WHERE task_name = 'deadline';
