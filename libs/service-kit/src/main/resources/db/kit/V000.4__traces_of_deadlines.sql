-- The trace of the step that set the deadline; its end belongs to the same story.
ALTER TABLE deadline ADD COLUMN traceparent text;
