-- What is due when. A deadline that was moved or cleared leaves its execution behind, whose token then names nothing.
CREATE TABLE deadline (
    kind  text        NOT NULL,
    id    text        NOT NULL,
    token uuid        NOT NULL UNIQUE,
    due   timestamptz NOT NULL,
    PRIMARY KEY (kind, id)
);

-- db-scheduler's own table, as its documentation defines it.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
